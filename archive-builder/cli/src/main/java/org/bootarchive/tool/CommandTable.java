package org.bootarchive.tool;

import org.jspecify.annotations.Nullable;

/**
 * What arguments the commands take, for {@link PlainCommand}. A test holds the table to the
 * annotations of the commands, and writes it.
 *
 * <p>A command has a line for each argument: the names of an option, or the place of a positional
 * argument; the field that it goes into, from the command on; the type of its value; how many of
 * them there are (0 of a positional argument: it takes all that come); and whether it is needed.
 * What is not here is left to the command line library: options with a negation or with a number of
 * values that varies, and commands with subcommands or setters.
 */
final class CommandTable {
  /** Types of values; any other is the class of a converter. */
  static final String FLAG = "flag";

  static final String TEXT = "text";
  static final String PATH = "path";
  static final String INT = "int";
  static final String LONG = "long";

  static final String NOT_NEEDED = "-";
  static final String REQUIRED = "required";

  /** Of the arguments with this mark exactly one is given. */
  static final String ONE_OF_GROUP = "one";

  /** Of the arguments with this mark one may be given. */
  static final String AT_MOST_ONE_OF_GROUP = "one?";

  private CommandTable() {}

  /** Returns the lines of a command; null if it has none. */
  static @Nullable String of(String command) {
    return switch (command) {
      case "anon apply" ->
          """
          --dry-run target.layoutOptions.dryRun flag 0 -
          --dtrace-conf dtraceConf path 1 required
          --entry target.configuration.entry text 1 -
          --force target.layoutOptions.force flag 0 -
          --from-image fromImage flag 0 -
          --grub-cfg target.configuration.grubCfg path 1 -
          --ipxe target.configuration.ipxe path 1 -
          --json target.json flag 0 -
          --media target.media.media path 1 -
          --menu target.configuration.menu path 1 -
          --offset target.media.part.offset org.bootarchive.tool.ByteSize 1 -
          --out out path 1 -
          --partition target.media.part.partition int 1 -
          --patch target.image path 1 -
          --prefix target.layoutOptions.prefix text 1 -
          --root target.configuration.root path 1 -
          --set target.configuration.settings text 1 -
          --slice target.media.part.slice int 1 -
          --syslinux target.configuration.syslinux path 1 -
          --system system path 1 -
          """;
      case "anon show" ->
          """
          0 file path 1 -
          --add modules.added text 1 -
          --disassemble disassemble flag 0 -
          --entry modules.configuration.entry text 1 -
          --grub-cfg modules.configuration.grubCfg path 1 -
          --ipxe modules.configuration.ipxe path 1 -
          --json json flag 0 -
          --media modules.media.media path 1 -
          --menu modules.configuration.menu path 1 -
          --module modules.modules text 2 -
          --offset modules.media.part.offset org.bootarchive.tool.ByteSize 1 -
          --partition modules.media.part.partition int 1 -
          --platform modules.platform path 1 -
          --root modules.configuration.root path 1 -
          --set modules.configuration.settings text 1 -
          --slice modules.media.part.slice int 1 -
          --syslinux modules.configuration.syslinux path 1 -
          --system system path 1 -
          """;
      case "anon strip" ->
          """
          --dry-run dryRun flag 0 -
          --dtrace-conf dtraceConf path 1 -
          --entry configuration.entry text 1 -
          --grub-cfg configuration.grubCfg path 1 -
          --in-place inPlace flag 0 -
          --ipxe configuration.ipxe path 1 -
          --json json flag 0 -
          --media media.media path 1 -
          --menu configuration.menu path 1 -
          --offset media.part.offset org.bootarchive.tool.ByteSize 1 -
          --out out path 1 -
          --partition media.part.partition int 1 -
          --root configuration.root path 1 -
          --set configuration.settings text 1 -
          --slice media.part.slice int 1 -
          --syslinux configuration.syslinux path 1 -
          --system system path 1 -
          --whole whole flag 0 -
          """;
      case "build" ->
          """
          --all form.all flag 0 -
          --all-root allRoot flag 0 -
          --big-endian bigEndian flag 0 -
          --boot medium.boot path 1 -
          --bsize blockBytes int 1 -
          --empty source.empty flag 0 one
          --esp-size medium.efiBytes org.bootarchive.tool.ByteSize 1 -
          --free free org.bootarchive.tool.ByteSize 1 -
          --from source.directory path 1 one
          --from-platform source.platform path 1 one
          --fsize fragmentBytes int 1 -
          --gitstatus platform.gitStatus path 1 -
          --gzip form.gzip flag 0 -
          --json json flag 0 -
          --kernel platform.kernel text 1 -
          --manifest source.manifest path 1 one
          --medium medium.medium text 1 -
          --nbpi bytesPerInode int 1 -
          --out out path 1 required
          --platform platform.platform flag 0 -
          --proto protos path 1 -
          --size size org.bootarchive.tool.ByteSize 1 -
          --stamp platform.stamp text 1 -
          --strict form.strict flag 0 -
          --tar source.tar path 1 one
          --to form.to text 1 -
          --usr-nbpi platform.usrBytesPerInode int 1 -
          --usr-size platform.usrSize org.bootarchive.tool.ByteSize 1 -
          """;
      case "cat" ->
          """
          0 image.image path 1 required
          1 paths text 0 required
          --archive image.archive.archive text 1 -
          --no-nested image.noNested flag 0 -
          --offset image.archive.part.offset org.bootarchive.tool.ByteSize 1 -
          --partition image.archive.part.partition int 1 -
          --raw raw flag 0 -
          --slice image.archive.part.slice int 1 -
          """;
      case "check" ->
          """
          0 image path 1 required
          --all all flag 0 -
          --archive archive.archive text 1 -
          --json json flag 0 -
          --offset archive.part.offset org.bootarchive.tool.ByteSize 1 -
          --partition archive.part.partition int 1 -
          --slice archive.part.slice int 1 -
          """;
      case "convert" ->
          """
          0 image path 1 required
          --all form.all flag 0 -
          --archive archiveOptions.archive text 1 -
          --free free org.bootarchive.tool.ByteSize 1 -
          --gzip form.gzip flag 0 -
          --json json flag 0 -
          --offset archiveOptions.part.offset org.bootarchive.tool.ByteSize 1 -
          --out out path 1 required
          --partition archiveOptions.part.partition int 1 -
          --size size org.bootarchive.tool.ByteSize 1 -
          --slice archiveOptions.part.slice int 1 -
          --strict form.strict flag 0 -
          --to form.to text 1 -
          """;
      case "diff" ->
          """
          0 old path 1 required
          1 fresh path 1 required
          --archive archiveOptions.archive text 1 -
          --json json flag 0 -
          --no-nested noNested flag 0 -
          --offset archiveOptions.part.offset org.bootarchive.tool.ByteSize 1 -
          --partition archiveOptions.part.partition int 1 -
          --slice archiveOptions.part.slice int 1 -
          """;
      case "extract" ->
          """
          0 image.image path 1 required
          1 paths text 0 -
          --archive image.archive.archive text 1 -
          --force force flag 0 -
          --json json flag 0 -
          --no-nested image.noNested flag 0 -
          --offset image.archive.part.offset org.bootarchive.tool.ByteSize 1 -
          --partition image.archive.part.partition int 1 -
          --raw raw flag 0 -
          --slice image.archive.part.slice int 1 -
          --tar target.tar path 1 one
          --to target.directory path 1 one
          """;
      case "hash" ->
          """
          0 files path 0 required
          --write write flag 0 -
          """;
      case "inspect" ->
          """
          0 image.image path 1 required
          1 path text 1 -
          --archive image.archive.archive text 1 -
          --json json flag 0 -
          --no-nested image.noNested flag 0 -
          --offset image.archive.part.offset org.bootarchive.tool.ByteSize 1 -
          --partition image.archive.part.partition int 1 -
          --slice image.archive.part.slice int 1 -
          -R recursive flag 0 -
          -l longForm flag 0 -
          """;
      case "lofi check" ->
          """
          0 file path 1 required
          --json json flag 0 -
          """;
      case "lofi compress" ->
          """
          0 file path 1 required
          1 out path 1 required
          --algorithm algorithm org.bootarchive.tool.LofiCompressCommand$AlgorithmName 1 -
          --json json flag 0 -
          --segment segmentBytes org.bootarchive.tool.ByteSize 1 -
          """;
      case "lofi uncompress" ->
          """
          0 file path 1 required
          1 out path 1 required
          --json json flag 0 -
          """;
      case "lookup" ->
          """
          0 paths text 0 -
          --add options.added text 1 -
          --after-boot afterBoot flag 0 -
          --entry options.configuration.entry text 1 -
          --grub-cfg options.configuration.grubCfg path 1 -
          --ipxe options.configuration.ipxe path 1 -
          --json form.json flag 0 one?
          --media options.media.media path 1 -
          --menu options.configuration.menu path 1 -
          --module options.modules text 2 -
          --offset options.media.part.offset org.bootarchive.tool.ByteSize 1 -
          --partition options.media.part.partition int 1 -
          --platform options.platform path 1 -
          --root options.configuration.root path 1 -
          --set options.configuration.settings text 1 -
          --slice options.media.part.slice int 1 -
          --stdin stdin flag 0 -
          --syslinux options.configuration.syslinux path 1 -
          --tsv form.tsv flag 0 one?
          """;
      case "modules" ->
          """
          --add options.added text 1 -
          --entry options.configuration.entry text 1 -
          --grub-cfg options.configuration.grubCfg path 1 -
          --ipxe options.configuration.ipxe path 1 -
          --json json flag 0 -
          --media options.media.media path 1 -
          --menu options.configuration.menu path 1 -
          --module options.modules text 2 -
          --offset options.media.part.offset org.bootarchive.tool.ByteSize 1 -
          --partition options.media.part.partition int 1 -
          --platform options.platform path 1 -
          --root options.configuration.root path 1 -
          --set options.configuration.settings text 1 -
          --slice options.media.part.slice int 1 -
          --syslinux options.configuration.syslinux path 1 -
          """;
      case "overlay" ->
          """
          --add added text 1 -
          --cnapi cnapi flag 0 -
          --convert-only convertOnly flag 0 -
          --dry-run layoutOptions.dryRun flag 0 -
          --entry configuration.entry text 1 -
          --for loader text 1 -
          --force layoutOptions.force flag 0 -
          --grub-cfg configuration.grubCfg path 1 -
          --ipxe configuration.ipxe path 1 -
          --json json flag 0 -
          --media media.media path 1 -
          --menu configuration.menu path 1 -
          --offset media.part.offset org.bootarchive.tool.ByteSize 1 -
          --out out path 1 -
          --partition media.part.partition int 1 -
          --prefix layoutOptions.prefix text 1 -
          --remove remove flag 0 -
          --root configuration.root path 1 -
          --set configuration.settings text 1 -
          --slice media.part.slice int 1 -
          --syslinux configuration.syslinux path 1 -
          """;
      case "patch" ->
          """
          0 image path 1 required
          --all-root given.allRoot flag 0 -
          --archive archiveOptions.archive text 1 -
          --archive-only archiveOnly flag 0 -
          --check check flag 0 -
          --chmod given.chmod org.bootarchive.tool.GivenEdit$Converter 1 -
          --chown given.chown org.bootarchive.tool.GivenEdit$Converter 1 -
          --edits given.files org.bootarchive.tool.GivenEdit$Converter 1 -
          --grow grow org.bootarchive.tool.ByteSize 1 -
          --grow-usr growUsr org.bootarchive.tool.ByteSize 1 -
          --json json flag 0 -
          --link given.link org.bootarchive.tool.GivenEdit$Converter 1 -
          --manifest given.manifests org.bootarchive.tool.GivenEdit$Converter 1 -
          --mkdir given.mkdir org.bootarchive.tool.GivenEdit$Converter 1 -
          --no-nested noNested flag 0 -
          --offset archiveOptions.part.offset org.bootarchive.tool.ByteSize 1 -
          --out out path 1 required
          --partition archiveOptions.part.partition int 1 -
          --proto given.protos path 1 -
          --put given.put org.bootarchive.tool.GivenEdit$Converter 1 -
          --remove given.remove org.bootarchive.tool.GivenEdit$Converter 1 -
          --remove-all given.removeAll org.bootarchive.tool.GivenEdit$Converter 1 -
          --slice archiveOptions.part.slice int 1 -
          --stamp stamp text 1 -
          --symlink given.symlink org.bootarchive.tool.GivenEdit$Converter 1 -
          --tar given.tar org.bootarchive.tool.GivenEdit$Converter 1 -
          --tree given.tree org.bootarchive.tool.GivenEdit$Converter 1 -
          """;
      case "report" ->
          """
          0 image path 1 required
          --add modules.added text 1 -
          --against against path 1 -
          --archive archive text 1 -
          --content-limit contentLimit org.bootarchive.tool.ByteSize 1 -
          --content-total contentTotal org.bootarchive.tool.ByteSize 1 -
          --entry modules.configuration.entry text 1 -
          --grub-cfg modules.configuration.grubCfg path 1 -
          --ipxe modules.configuration.ipxe path 1 -
          --json json flag 0 -
          --media modules.media.media path 1 -
          --menu modules.configuration.menu path 1 -
          --module modules.modules text 2 -
          --offset modules.media.part.offset org.bootarchive.tool.ByteSize 1 -
          --out out path 1 -
          --partition modules.media.part.partition int 1 -
          --platform modules.platform path 1 -
          --root modules.configuration.root path 1 -
          --set modules.configuration.settings text 1 -
          --slice modules.media.part.slice int 1 -
          --syslinux modules.configuration.syslinux path 1 -
          """;
      case "simulate" ->
          """
          --add options.added text 1 -
          --all all flag 0 -
          --entry options.configuration.entry text 1 -
          --grub-cfg options.configuration.grubCfg path 1 -
          --ipxe options.configuration.ipxe path 1 -
          --json json flag 0 -
          --media options.media.media path 1 -
          --menu options.configuration.menu path 1 -
          --module options.modules text 2 -
          --offset options.media.part.offset org.bootarchive.tool.ByteSize 1 -
          --partition options.media.part.partition int 1 -
          --platform options.platform path 1 -
          --root options.configuration.root path 1 -
          --set options.configuration.settings text 1 -
          --slice options.media.part.slice int 1 -
          --syslinux options.configuration.syslinux path 1 -
          """;
      case "verify" ->
          """
          0 file path 1 required
          1 hashFile path 1 -
          --json json flag 0 -
          """;
      default -> null;
    };
  }
}
