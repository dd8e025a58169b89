package org.bootarchive.boot.module;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bootarchive.ufs.text.ByteString;

/**
 * The rules of the modules a second time, as a machine would run them: all command lines and
 * contents lie in one memory, and everything is an address in it. Slow and literal on purpose.
 */
final class NaiveDboot {
  /** A module as the test makes it; chars stand for bytes in both. */
  record Given(String commandLine, String content) {
    byte[] bytes() {
      return content.getBytes(ISO_8859_1);
    }
  }

  private static final class Entry {
    int name;
    int hash = -1;
    int address;
    int size;
    String type = "file";
  }

  private static final class DbootPanic extends Exception {
    private static final long serialVersionUID = 1L;

    DbootPanic(String message) {
      super(message);
    }
  }

  private final List<String> messages = new ArrayList<>();
  private final List<Entry> table = new ArrayList<>();
  private byte[] memory = {};

  static ModuleHandover handOver(List<Given> modules) throws NoSuchAlgorithmException {
    NaiveDboot dboot = new NaiveDboot();
    try {
      return dboot.run(modules);
    } catch (DbootPanic panic) {
      return new ModuleHandover.Panic(
          ByteString.ofLatin1(String.valueOf(panic.getMessage())), texts(dboot.messages));
    }
  }

  private ModuleHandover run(List<Given> modules) throws DbootPanic, NoSuchAlgorithmException {
    if (modules.size() > 99) {
      throw new DbootPanic("Too many modules (" + modules.size() + ") -- the maximum is 99.");
    }
    load(modules);
    for (int i = 0; i < table.size(); i++) {
      readCommandLine(i);
    }
    fixUp();
    assignHashes();
    List<Optional<String>> hashes = new ArrayList<>();
    for (Entry entry : table) {
      hashes.add(check(entry));
    }
    return properties(hashes);
  }

  private void load(List<Given> modules) {
    ByteArrayOutputStream loaded = new ByteArrayOutputStream();
    for (Given module : modules) {
      Entry entry = new Entry();
      entry.name = loaded.size();
      loaded.writeBytes(module.commandLine().getBytes(ISO_8859_1));
      loaded.write(0);
      entry.address = loaded.size();
      entry.size = module.bytes().length;
      loaded.writeBytes(module.bytes());
      table.add(entry);
    }
    memory = loaded.toByteArray();
  }

  private void readCommandLine(int index) {
    Entry entry = table.get(index);
    int at = entry.name;
    List<Integer> tokens = new ArrayList<>();
    tokens.add(at);
    for (; memory[at] != 0; at++) {
      if (" \t\f\n\r".indexOf(memory[at]) >= 0) {
        memory[at] = 0;
        tokens.add(at + 1);
      }
    }
    for (int token : tokens.subList(1, tokens.size())) {
      String text = string(token);
      String value = text.length() < 5 ? "" : text.substring(5);
      if (text.startsWith("name=")) {
        entry.name = value.isEmpty() ? entry.name : token + 5;
      } else if (text.startsWith("hash=")) {
        entry.hash = value.isEmpty() ? entry.hash : token + 5;
      } else if (!text.startsWith("type=")) {
        messages.add("ignoring unknown option '" + text + "'");
      } else if (List.of("rootfs", "hash", "environment", "console-font").contains(value)) {
        entry.type = value;
      } else if (!value.isEmpty() && !value.equals("file")) {
        messages.add(
            "module #" + index + ": unknown module type '" + value + "'; defaulting to 'file'");
      }
    }
  }

  private void fixUp() {
    if (table.isEmpty() || table.size() > 2) {
      return;
    }
    for (Entry entry : table) {
      if (!entry.type.equals("file") || entry.hash >= 0) {
        return;
      }
    }
    table.get(0).type = "rootfs";
    if (table.size() == 2) {
      table.get(1).type = "hash";
      table.get(1).name = table.get(0).name;
    }
  }

  private void assignHashes() {
    for (Entry entry : table) {
      if (entry.type.equals("hash") || entry.hash >= 0) {
        continue;
      }
      for (Entry other : table) {
        if (other.type.equals("hash") && string(other.name).equals(string(entry.name))) {
          if (other.size < 40) {
            messages.add(
                String.format("Short hash module of length 0x%x bytes; ignoring", other.size));
          } else {
            entry.hash = other.address;
          }
          break;
        }
      }
    }
  }

  private Optional<String> check(Entry entry) throws DbootPanic, NoSuchAlgorithmException {
    if (entry.type.equals("hash") || entry.hash < 0) {
      return Optional.empty();
    }
    byte[] wanted = new byte[20];
    for (int i = 0; i < 40; i++) {
      byte digit = memory[entry.hash + i];
      if (digit < '0') {
        throw new DbootPanic("bad ASCII hex character " + (char) (digit & 0xff));
      }
      int value = digit >= 'a' ? digit - 'a' + 10 : digit >= 'A' ? digit - 'A' + 10 : digit - '0';
      wanted[i / 2] |= (byte) (i % 2 == 0 ? value << 4 : value);
    }
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    sha1.update(memory, entry.address, entry.size);
    if (!Arrays.equals(sha1.digest(), wanted)) {
      throw new DbootPanic("hash mismatch!");
    }
    return Optional.of(new String(memory, entry.hash, 40, ISO_8859_1));
  }

  private ModuleHandover properties(List<Optional<String>> hashes) {
    OptionalInt ramdisk = OptionalInt.empty();
    List<ModuleProperty> properties = new ArrayList<>();
    List<ModuleType> types = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int environments = 0;
    for (int i = 0; i < table.size(); i++) {
      Entry entry = table.get(i);
      String name = string(entry.name);
      names.add(name);
      switch (entry.type) {
        case "rootfs" -> {
          types.add(ModuleType.ROOTFS);
          ramdisk = OptionalInt.of(i);
        }
        case "hash" -> types.add(ModuleType.HASH);
        case "console-font" -> types.add(ModuleType.CONSOLE_FONT);
        case "environment" -> {
          types.add(ModuleType.ENVIRONMENT);
          if (++environments == 1) {
            properties.add(new ModuleProperty(ByteString.ofLatin1(name), i, entry.size));
          }
        }
        default -> {
          types.add(ModuleType.FILE);
          properties.add(new ModuleProperty(ByteString.ofLatin1(name), i, entry.size));
        }
      }
    }
    return new ModuleHandover.Accepted(
        ramdisk,
        ImmutableList.copyOf(properties),
        hashes.stream().map(hash -> hash.map(ByteString::ofLatin1)).toList(),
        ImmutableList.copyOf(types),
        texts(names),
        texts(messages));
  }

  private static ImmutableList<ByteString> texts(List<String> chars) {
    return chars.stream().map(ByteString::ofLatin1).collect(ImmutableList.toImmutableList());
  }

  private String string(int address) {
    int end = address;
    while (memory[end] != 0) {
      end++;
    }
    return new String(memory, address, end - address, ISO_8859_1);
  }
}
