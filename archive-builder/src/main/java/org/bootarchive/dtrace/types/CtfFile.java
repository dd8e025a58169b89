package org.bootarchive.dtrace.types;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The types of one module. Opening finds where each type stands; a type is decoded, and names are
 * gathered, when somebody asks. For one thread.
 */
public final class CtfFile extends TypeContainer {
  private static final int SHORT_TYPE_BYTES = 8;
  private static final int LONG_TYPE_BYTES = 16;
  private static final int LONG_SIZE = 0xffff;
  private static final int MOST_TYPES = 0x7fff;
  private static final int LARGE_STRUCT = 8192;
  private static final int MEMBER_BYTES = 8;
  private static final int LARGE_MEMBER_BYTES = 16;
  private static final int MOST_NAME = 4096;

  /** So often a name is looked for in the bytes before a table of all names is made. */
  private static final int FEW_SEARCHES = 16;

  private final byte[] bytes;
  private final ByteBuffer content;
  private final CtfHeader header;
  private final byte[] elfStrings;
  private final String parentName;
  private @Nullable TypeContainer parent;
  private final int[] places;
  private final int[] pointers;
  private final boolean child;
  private final @Nullable TypeDefinition[] decoded;
  private int searches;
  private final Map<NameSpace, Map<String, Integer>> names = new EnumMap<>(NameSpace.class);

  private CtfFile(String name, CtfHeader header, ByteBuffer content, byte[] elfStrings)
      throws CtfFormatException {
    super(name);
    this.header = header;
    this.content = content;
    this.bytes = new byte[content.capacity()];
    content.get(0, this.bytes);
    this.elfStrings = elfStrings;
    this.parentName = header.parentName() == 0 ? "" : string(header.parentName());
    int[] found = new int[MOST_TYPES + 1];
    int count = 0;
    boolean seesChild = header.parentName() != 0;
    for (int at = header.types(); at < header.strings(); ) {
      if (++count > MOST_TYPES) {
        throw new CtfFormatException(at, "more than " + MOST_TYPES + " types");
      }
      found[count] = at;
      int end = at + bytes(at);
      if (end > header.strings()) {
        throw new CtfFormatException(at, "a type that does not end before the strings");
      }
      at = end;
    }
    this.places = Arrays.copyOf(found, count + 1);
    this.child = seesChild;
    this.decoded = new TypeDefinition[count + 1];
    this.pointers = pointers();
  }

  /**
   * Opens a section.
   *
   * @param name the module's name
   * @param section the bytes of {@code .SUNW_ctf}
   * @param elfStrings the bytes of the string table that the module's symbols use, in which names
   *     of types can stand too
   * @throws CtfFormatException if the section is damaged or not of version 2
   */
  public static CtfFile open(String name, byte[] section, byte[] elfStrings)
      throws CtfFormatException {
    ByteBuffer in = ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN);
    CtfHeader header = CtfHeader.decode(in);
    byte[] content = new byte[header.contentBytes()];
    if (header.compressed()) {
      inflate(section, content);
    } else if (section.length - CtfHeader.BYTES < content.length) {
      throw new CtfFormatException(section.length, "ends before its strings do");
    } else {
      System.arraycopy(section, CtfHeader.BYTES, content, 0, content.length);
    }
    return new CtfFile(
        name, header, ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN), elfStrings);
  }

  private static void inflate(byte[] section, byte[] content) throws CtfFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(section, CtfHeader.BYTES, section.length - CtfHeader.BYTES);
      int done = 0;
      while (done < content.length) {
        int more = inflater.inflate(content, done, content.length - done);
        if (more == 0) {
          throw new CtfFormatException(
              CtfHeader.BYTES, "uncompressed " + done + " bytes, wanted " + content.length);
        }
        done += more;
      }
    } catch (DataFormatException e) {
      throw new CtfFormatException(CtfHeader.BYTES, "not compressed by zlib: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  /** Returns the name of the module in which common types stand; empty if all are here. */
  public String parentName() {
    return parentName;
  }

  /** Says where common types stand, which must come before they are asked for. */
  public void importParent(TypeContainer container) {
    parent = container;
  }

  @Override
  public @Nullable TypeContainer parent() {
    return parent;
  }

  @Override
  boolean isChild() {
    return child;
  }

  @Override
  int count() {
    return places.length - 1;
  }

  private int info(int at) {
    return Short.toUnsignedInt(content.getShort(at + 4));
  }

  private int shortAt(int at) {
    return Short.toUnsignedInt(content.getShort(at));
  }

  private static TypeKind kindOf(int info) {
    return TypeKind.of(info >>> 11);
  }

  private boolean isLong(int at) {
    return shortAt(at + 6) == LONG_SIZE;
  }

  private long sizeAt(int at) {
    return isLong(at)
        ? Integer.toUnsignedLong(content.getInt(at + 8)) << Integer.SIZE
            | Integer.toUnsignedLong(content.getInt(at + 12))
        : shortAt(at + 6);
  }

  /** Returns the bytes of the type at a place, of which at least 8 are asked for. */
  private int bytes(int at) throws CtfFormatException {
    if (header.strings() - at < SHORT_TYPE_BYTES) {
      throw new CtfFormatException(at, "a type that does not end before the strings");
    }
    int info = info(at);
    int count = info & 0x3ff;
    if (isLong(at) && header.strings() - at < LONG_TYPE_BYTES) {
      throw new CtfFormatException(at, "a type that does not end before the strings");
    }
    int fixed = isLong(at) ? LONG_TYPE_BYTES : SHORT_TYPE_BYTES;
    if (info >>> 11 > TypeKind.RESTRICT.number()) {
      throw new CtfFormatException(at, "a type of kind " + (info >>> 11));
    }
    return fixed
        + switch (kindOf(info)) {
          case INTEGER, FLOAT -> 4;
          case ARRAY -> 8;
          case FUNCTION -> 2 * (count + (count & 1));
          case STRUCT, UNION ->
              count * (sizeAt(at) < LARGE_STRUCT ? MEMBER_BYTES : LARGE_MEMBER_BYTES);
          case ENUM -> 8 * count;
          default -> 0;
        };
  }

  /** Of each type the last pointer to it. */
  private int[] pointers() {
    int[] found = new int[places.length];
    for (int i = 1; i < places.length; i++) {
      if (kindOf(info(places[i])) == TypeKind.POINTER) {
        int to = shortAt(places[i] + 6);
        if ((to > MOST_TYPES) == child && index(to) < found.length) {
          found[index(to)] = i;
        }
      }
    }
    for (int i = 1; i < places.length; i++) {
      int place = places[i];
      if (found[i] != 0
          && kindOf(info(place)) == TypeKind.TYPEDEF
          && string(content.getInt(place)).isEmpty()) {
        int to = shortAt(place + 6);
        if ((to > MOST_TYPES) == child && index(to) < found.length) {
          found[index(to)] = found[i];
        }
      }
    }
    return found;
  }

  @Override
  int pointerTo(int index) {
    return index > 0 && index < pointers.length ? pointers[index] : 0;
  }

  @Override
  TypeDefinition definition(int index) {
    TypeDefinition known = decoded[index];
    if (known == null) {
      known = decode(places[index]);
      decoded[index] = known;
    }
    return known;
  }

  private TypeDefinition decode(int at) {
    int info = info(at);
    TypeKind kind = kindOf(info);
    boolean root = (info & 0x400) != 0;
    int count = info & 0x3ff;
    String name = string(content.getInt(at));
    int body = at + (isLong(at) ? LONG_TYPE_BYTES : SHORT_TYPE_BYTES);
    return switch (kind) {
      case INTEGER, FLOAT -> {
        Encoding encoding = Encoding.decode(content.getInt(body));
        TypeDefinition number = TypeDefinition.number(kind, root, name, encoding);
        yield new TypeDefinition(
            kind,
            root,
            name,
            0,
            sizeAt(at),
            encoding,
            number.members(),
            number.enumerators(),
            number.array());
      }
      case ARRAY ->
          TypeDefinition.array(
              root,
              new ArrayShape(
                  shortAt(body),
                  shortAt(body + 2),
                  Integer.toUnsignedLong(content.getInt(body + 4))));
      case STRUCT, UNION ->
          TypeDefinition.composed(kind, root, name, sizeAt(at))
              .withMembers(sizeAt(at), members(body, count, sizeAt(at) < LARGE_STRUCT));
      case ENUM ->
          TypeDefinition.composed(kind, root, name, sizeAt(at))
              .withEnumerators(enumerators(body, count));
      default -> TypeDefinition.referring(kind, root, name, shortAt(at + 6));
    };
  }

  private ImmutableList<Member> members(int from, int count, boolean small) {
    ImmutableList.Builder<Member> members = ImmutableList.builderWithExpectedSize(count);
    for (int i = 0; i < count; i++) {
      int at = from + i * (small ? MEMBER_BYTES : LARGE_MEMBER_BYTES);
      long offset =
          small
              ? shortAt(at + 6)
              : Integer.toUnsignedLong(content.getInt(at + 8)) << Integer.SIZE
                  | Integer.toUnsignedLong(content.getInt(at + 12));
      members.add(new Member(string(content.getInt(at)), shortAt(at + 4), offset));
    }
    return members.build();
  }

  private ImmutableList<Enumerator> enumerators(int from, int count) {
    ImmutableList.Builder<Enumerator> enumerators = ImmutableList.builderWithExpectedSize(count);
    for (int i = 0; i < count; i++) {
      int at = from + i * 8;
      enumerators.add(new Enumerator(string(content.getInt(at)), content.getInt(at + 4)));
    }
    return enumerators.build();
  }

  /** Returns the string of a reference: bit 31 says which table, the rest is the offset there. */
  private String string(int reference) {
    int offset = reference & Integer.MAX_VALUE;
    return reference < 0
        ? stringIn(elfStrings, offset, elfStrings.length)
        : stringIn(bytes, offset + (long) header.strings(), content.capacity());
  }

  private static String stringIn(byte[] table, long offset, int limit) {
    if (offset >= limit) {
      return "";
    }
    int from = (int) offset;
    int end = from;
    while (end < limit && table[end] != 0 && end - from < MOST_NAME) {
      end++;
    }
    return new String(table, from, end - from, StandardCharsets.ISO_8859_1);
  }

  @Override
  int numberOf(NameSpace space, String typeName) {
    if (names.isEmpty()) {
      if (++searches <= FEW_SEARCHES && !holdsName(typeName)) {
        return 0;
      }
      gatherNames();
    }
    Integer found = names.getOrDefault(space, Map.of()).get(typeName);
    return found == null ? 0 : number(found);
  }

  /** Returns whether the strings have a name at all, or what ends in it. */
  private boolean holdsName(String typeName) {
    return holds(bytes, header.strings(), typeName) || holds(elfStrings, 0, typeName);
  }

  private static boolean holds(byte[] table, int from, String typeName) {
    String strings = new String(table, from, table.length - from, StandardCharsets.ISO_8859_1);
    return strings.contains(typeName + '\0') || strings.endsWith(typeName);
  }

  private void gatherNames() {
    for (NameSpace space : NameSpace.values()) {
      names.put(space, new HashMap<>());
    }
    for (int i = 1; i < places.length; i++) {
      int place = places[i];
      TypeKind kind = kindOf(info(place));
      String name = kind == TypeKind.ARRAY ? "" : string(content.getInt(place));
      if (name.isEmpty() || kind == TypeKind.UNKNOWN) {
        continue;
      }
      NameTable.add(names, space(kind, place), kind, name, i, bitsOf(kind, place), this::bits);
    }
  }

  private NameSpace space(TypeKind kind, int place) {
    return NameSpace.of(TypeDefinition.referring(kind, true, "", shortAt(place + 6)));
  }

  private int bitsOf(TypeKind kind, int place) {
    return kind == TypeKind.INTEGER || kind == TypeKind.FLOAT
        ? Encoding.decode(
                content.getInt(place + (isLong(place) ? LONG_TYPE_BYTES : SHORT_TYPE_BYTES)))
            .bits()
        : -1;
  }

  private int bits(int index) {
    return bitsOf(kindOf(info(places[index])), places[index]);
  }

  /** Returns where objects' types begin and functions' begin and end, in the content. */
  CtfHeader header() {
    return header;
  }

  /** Returns a 16-bit number of the content, 0 beyond its types. */
  int word(int at) {
    return at >= 0 && at + 2 <= header.types() ? shortAt(at) : 0;
  }

  /** Returns the function described at a place; nothing for one of which nothing is known. */
  Optional<FunctionShape> functionAt(int at) {
    int info = word(at);
    int count = info & 0x3ff;
    if (kindOf(info) != TypeKind.FUNCTION) {
      return Optional.empty();
    }
    boolean variable = count != 0 && word(at + 2 + 2 * count) == 0;
    ImmutableIntArray.Builder arguments = ImmutableIntArray.builder();
    for (int i = 0; i < (variable ? count - 1 : count); i++) {
      arguments.add(word(at + 4 + 2 * i));
    }
    return Optional.of(new FunctionShape(word(at + 2), arguments.build(), variable));
  }
}
