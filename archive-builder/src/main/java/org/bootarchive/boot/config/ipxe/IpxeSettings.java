package org.bootarchive.boot.config.ipxe;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.BaseEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The settings of iPXE, and what stands for them in a script: those that the script sets, those
 * that are given, and those that only the machine knows.
 *
 * <p>A setting that only the machine knows and that is not given stays visible: its dollar sign and
 * braces are chars beyond U+00FF until {@link #visible} brings them back, so that nothing expands
 * them again. Source: {@code expand_settings} and the setting types of core/settings.c.
 */
final class IpxeSettings {
  private static final char HIDDEN_OPEN = '\ue000';
  private static final char HIDDEN_CLOSE = '\ue001';
  private static final int MAX_EXPANDED = 1 << 16;
  private static final int MAX_STEPS = 10_000;

  /** The most chars that are looked at in all, for each setting that is expanded anew. */
  private static final long MAX_WORK = 1 << 27;

  /** What a machine or its network knows; a name with a block in front is one of these too. */
  private static final ImmutableSet<String> OF_THE_MACHINE =
      ImmutableSet.of(
          "asset",
          "board-serial",
          "bootserver",
          "bios-name",
          "busdev",
          "busid",
          "busloc",
          "bustype",
          "chip",
          "dhcp-server",
          "dns",
          "dns6",
          "domain",
          "filename",
          "gateway",
          "gateway6",
          "hostname",
          "hwaddr",
          "ifname",
          "initiator-iqn",
          "ip",
          "ip6",
          "keep-san",
          "len6",
          "linktype",
          "mac",
          "manufacturer",
          "memsize",
          "mtu",
          "netmask",
          "netmask6",
          "next-server",
          "ntp",
          "password",
          "path6",
          "pxevendor",
          "product",
          "root-path",
          "san-filename",
          "serial",
          "skip-san-boot",
          "syslog",
          "syslog6",
          "unixtime",
          "user-class",
          "username",
          "uuid",
          "vendor-class",
          "version",
          "buildarch",
          "errno");

  private static final ImmutableSet<String> ADDRESSES =
      ImmutableSet.of(
          "ip", "netmask", "gateway", "next-server", "dns", "syslog", "ntp", "dhcp-server");

  private static final ImmutableMap<String, String> BUILTIN = ImmutableMap.of("platform", "pcbios");

  private record Value(String type, ByteString text) {
    byte[] bytes() {
      return text.toBytes();
    }
  }

  private final Map<String, Value> values = new HashMap<>();
  private final Set<String> unknown = new TreeSet<>();
  private long work;

  IpxeSettings(Map<ByteString, ByteString> given) {
    BUILTIN.forEach(
        (name, text) -> values.put(name, new Value("string", ByteString.ofLatin1(text))));
    given.forEach(
        (name, text) -> {
          String key = name.latin1();
          byte[] bytes = parse(typeOf(key), text.latin1());
          values.put(
              key,
              bytes == null
                  ? new Value("string", text)
                  : new Value(typeOf(key), ByteString.of(bytes)));
        });
  }

  /** Returns the names of settings that only the machine knows and that the script used. */
  Set<String> unknown() {
    return unknown;
  }

  /** Stores what {@code set} gives; returns false if the value is none of the setting's type. */
  boolean set(String nameAndType, String text) {
    String name = nameOf(nameAndType);
    String type = nameAndType.contains(":") ? suffix(nameAndType) : typeOf(name);
    byte[] bytes = text.isEmpty() ? new byte[0] : parse(type, text);
    if (bytes == null) {
      return false;
    }
    if (bytes.length == 0) {
      values.remove(name);
    } else {
      values.put(name, new Value(type, ByteString.of(bytes)));
    }
    return true;
  }

  /** Adds to a number; returns false if the setting is none. */
  boolean increment(String nameAndType, long by) {
    String name = nameOf(nameAndType);
    Value before = find(name);
    long value = 0;
    if (before != null) {
      try {
        value =
            before.type().equals("string")
                ? Long.decode(new String(before.bytes(), StandardCharsets.ISO_8859_1))
                : number(before.bytes());
      } catch (NumberFormatException e) {
        return false;
      }
    }
    String type = before == null ? "int32" : before.type();
    return set(name + ":" + type, Long.toString(value + by));
  }

  /** Returns whether only the machine or its network knows a setting; it counts as used then. */
  boolean isOfTheMachine(String reference) {
    String name = nameOf(reference);
    boolean of = name.indexOf('/') >= 0 || OF_THE_MACHINE.contains(name);
    if (of && find(name) == null) {
      unknown.add(name);
    }
    return of;
  }

  /** Returns whether a setting has a value that is known. */
  boolean has(String name) {
    return find(nameOf(name)) != null;
  }

  /**
   * Replaces every setting in a word by its value, innermost first, again and again.
   *
   * @throws ConfigException if that would not end, or the word grows beyond all bounds
   */
  String expand(String word, SourceLine where) throws ConfigException {
    String text = word;
    for (int steps = 0; ; steps++) {
      int start = -1;
      int end = -1;
      for (int i = 0; i < text.length() && end < 0; i++) {
        if (text.startsWith("${", i)) {
          start = i;
        }
        if (start >= 0 && text.charAt(i) == '}') {
          end = i;
        }
      }
      if (end < 0) {
        return text;
      }
      work += text.length();
      if (steps == MAX_STEPS || text.length() > MAX_EXPANDED || work > MAX_WORK) {
        throw new ConfigException(where, "a setting expands without end");
      }
      String value = value(text.substring(start + 2, end));
      text = text.substring(0, start) + value + text.substring(end + 1);
    }
  }

  /** Returns a text with the settings that only the machine knows as the script writes them. */
  static String visible(String text) {
    return text.replace(String.valueOf(HIDDEN_OPEN), "${").replace(HIDDEN_CLOSE, '}');
  }

  /** Returns a text for a finding: no more than some chars of it, and none that are no bytes. */
  static String shown(String text, int most) {
    return ByteString.ofLatin1(visible(text).replaceAll("[^\0-\u00ff]", "?")).brief(most);
  }

  /** Returns a text with the settings that only the machine knows as if they had no value. */
  static String withoutUnknown(String text) {
    return text.replaceAll("\ue000[^\ue001]*\ue001", "");
  }

  private String value(String reference) {
    String name = nameOf(reference);
    Value value = find(name);
    if (value == null) {
      if (name.indexOf('/') < 0 && !OF_THE_MACHINE.contains(name)) {
        return "";
      }
      unknown.add(name);
      return HIDDEN_OPEN + reference + HIDDEN_CLOSE;
    }
    String type = reference.contains(":") ? suffix(reference) : value.type();
    return format(type, value.bytes());
  }

  private @Nullable Value find(String name) {
    Value exact = values.get(name);
    if (exact != null || name.indexOf('/') >= 0) {
      return exact;
    }
    for (Map.Entry<String, Value> entry : values.entrySet()) {
      if (entry.getKey().endsWith("/" + name)) {
        return entry.getValue();
      }
    }
    return null;
  }

  private static String nameOf(String reference) {
    int slash = reference.indexOf('/');
    int colon = reference.indexOf(':', slash + 1);
    return colon < 0 ? reference : reference.substring(0, colon);
  }

  private static String suffix(String reference) {
    return reference.substring(reference.indexOf(':', reference.indexOf('/') + 1) + 1);
  }

  private static String typeOf(String name) {
    String bare = name.substring(name.lastIndexOf('/') + 1);
    if (bare.equals("mac") || bare.equals("hwaddr")) {
      return "hex";
    }
    if (bare.equals("uuid")) {
      return "uuid";
    }
    return ADDRESSES.contains(bare) ? "ipv4" : "string";
  }

  private static byte @Nullable [] parse(String type, String text) {
    try {
      return switch (type) {
        case "string" -> latin1(text);
        case "uristring" -> latin1(IpxeUri.decode(text));
        case "hex" -> hex(text.replace(":", ""));
        case "hexhyp" -> hex(text.replace("-", ""));
        case "hexraw" -> hex(text);
        case "uuid", "guid" -> hex(text.replace("-", ""));
        case "base64" -> BaseEncoding.base64().decode(text);
        case "ipv4" -> address(text);
        case "int8", "uint8" -> integer(text, 1);
        case "int16", "uint16" -> integer(text, 2);
        case "int32", "uint32" -> integer(text, 4);
        default -> null;
      };
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String format(String type, byte[] bytes) {
    return switch (type) {
      case "string" -> new String(bytes, StandardCharsets.ISO_8859_1);
      case "uristring" -> IpxeUri.encode(new String(bytes, StandardCharsets.ISO_8859_1));
      case "hex" -> hex(bytes, ":");
      case "hexhyp" -> hex(bytes, "-");
      case "hexraw" -> hex(bytes, "");
      case "base64" -> BaseEncoding.base64().encode(bytes);
      case "uuid", "guid" ->
          bytes.length == 16
              ? hex(bytes, "").replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")
              : "";
      case "ipv4" -> {
        List<String> parts = new ArrayList<>();
        for (byte part : bytes) {
          parts.add(Integer.toString(part & 0xff));
        }
        yield bytes.length == 4 ? String.join(".", parts) : "";
      }
      case "int8", "int16", "int32" -> Long.toString(number(bytes));
      case "uint8", "uint16", "uint32" -> "0x" + hex(bytes, "");
      default -> "";
    };
  }

  private static String hex(byte[] bytes, String separator) {
    List<String> parts = new ArrayList<>();
    for (byte b : bytes) {
      parts.add(String.format(Locale.ROOT, "%02x", b & 0xff));
    }
    return String.join(separator, parts);
  }

  private static byte[] hex(String digits) {
    return BaseEncoding.base16().lowerCase().decode(digits.toLowerCase(Locale.ROOT));
  }

  private static byte[] address(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException(text);
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      int part = Integer.parseInt(parts[i]);
      if (part < 0 || part > 255) {
        throw new IllegalArgumentException(text);
      }
      bytes[i] = (byte) part;
    }
    return bytes;
  }

  private static byte[] integer(String text, int bytes) {
    long value = Long.decode(text);
    byte[] out = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      out[i] = (byte) (value >> (8 * (bytes - 1 - i)));
    }
    return out;
  }

  private static long number(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > 8) {
      return 0;
    }
    long value = bytes[0];
    for (int i = 1; i < bytes.length; i++) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
