package org.bootarchive.archive.build;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The numbers of users and groups by name: a passwd(5) and a group(5). */
class AccountNames {
  private static final int NAME = 0;
  private static final int NUMBER = 2;

  private final Map<String, Long> users;
  private final Map<String, Long> groups;

  private AccountNames(Map<String, Long> users, Map<String, Long> groups) {
    this.users = users;
    this.groups = groups;
  }

  /** Returns the accounts in the bytes of a passwd and a group file; the first of a name counts. */
  public static AccountNames of(byte[] passwd, byte[] group) {
    return new AccountNames(parse(passwd), parse(group));
  }

  /** Returns accounts of which every name is root's, where numbers do not matter. */
  static AccountNames anybody() {
    return new AccountNames(Map.of(), Map.of()) {
      @Override
      public long user(String name) {
        return 0;
      }

      @Override
      public long group(String name) {
        return 0;
      }
    };
  }

  private static Map<String, Long> parse(byte[] file) {
    Map<String, Long> numbers = new HashMap<>();
    for (String line : Splitter.on('\n').split(new String(file, ISO_8859_1))) {
      List<String> fields = Splitter.on(':').limit(NUMBER + 2).splitToList(line);
      long number = fields.size() > NUMBER ? number(fields.get(NUMBER)) : -1;
      if (number >= 0) {
        numbers.putIfAbsent(fields.get(NAME), number);
      }
    }
    return numbers;
  }

  private static long number(String digits) {
    if (digits.isEmpty() || digits.length() > 10 || !digits.chars().allMatch(c -> isDigit(c))) {
      return -1;
    }
    long number = Long.parseLong(digits);
    return number >>> 32 == 0 ? number : -1;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /**
   * Returns the number of a user.
   *
   * @param name the name, or the number in digits
   * @throws IOException if there is no such user
   */
  public long user(String name) throws IOException {
    return find(users, name, "user", "etc/passwd");
  }

  /**
   * Returns the number of a group.
   *
   * @param name the name, or the number in digits
   * @throws IOException if there is no such group
   */
  public long group(String name) throws IOException {
    return find(groups, name, "group", "etc/group");
  }

  private static long find(Map<String, Long> numbers, String name, String kind, String file)
      throws IOException {
    Long known = numbers.get(name);
    long number = known == null ? number(name) : known;
    if (number < 0) {
      throw new IOException("there is no " + kind + " '" + name + "' in " + file);
    }
    return number;
  }
}
