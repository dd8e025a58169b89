package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.dif.StringTable;

/** Bytes of a section to what they mean; those of an odd length stay bytes. */
final class ContentDecoder {
  private ContentDecoder() {}

  static DofContent decode(Optional<SectionType> type, ByteBuffer in) {
    int size = in.remaining();
    return switch (type.orElse(SectionType.NONE)) {
      case ECBDESC -> size == EcbDescription.BYTES ? EcbDescription.decode(in) : bytes(in);
      case PROBEDESC -> size == ProbeDescription.BYTES ? ProbeDescription.decode(in) : bytes(in);
      case DIFOHDR ->
          size >= DifoHeader.LEAST_BYTES && size % Integer.BYTES == 0
              ? DifoHeader.decode(in, size)
              : bytes(in);
      case URELHDR, KRELHDR ->
          size == RelocationHeader.BYTES ? RelocationHeader.decode(in) : bytes(in);
      case ACTDESC ->
          size % ActionDescription.BYTES == 0
              ? new DofContent.Actions(entries(in, ActionDescription::decode))
              : bytes(in);
      case OPTDESC ->
          size % OptionDescription.BYTES == 0
              ? new DofContent.Options(entries(in, OptionDescription::decode))
              : bytes(in);
      case RELTAB ->
          size % Relocation.BYTES == 0
              ? new DofContent.Relocations(entries(in, Relocation::decode))
              : bytes(in);
      case VARTAB ->
          size % DifVariable.BYTES == 0
              ? new DofContent.Variables(entries(in, DifVariable::decode))
              : bytes(in);
      case DIF -> size % Integer.BYTES == 0 ? new DofContent.Text(integers(in)) : bytes(in);
      case INTTAB -> size % Long.BYTES == 0 ? new DofContent.Integers(longs(in)) : bytes(in);
      case STRTAB -> new DofContent.Strings(strings(in));
      default -> bytes(in);
    };
  }

  static <T> ImmutableList<T> entries(ByteBuffer in, Function<ByteBuffer, T> decode) {
    ImmutableList.Builder<T> entries = ImmutableList.builder();
    while (in.hasRemaining()) {
      entries.add(decode.apply(in));
    }
    return entries.build();
  }

  static ImmutableIntArray integers(ByteBuffer in) {
    int[] values = new int[in.remaining() / Integer.BYTES];
    in.asIntBuffer().get(values);
    return ImmutableIntArray.copyOf(values);
  }

  static ImmutableLongArray longs(ByteBuffer in) {
    long[] values = new long[in.remaining() / Long.BYTES];
    in.asLongBuffer().get(values);
    return ImmutableLongArray.copyOf(values);
  }

  static StringTable strings(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return StringTable.of(bytes);
  }

  private static DofContent bytes(ByteBuffer in) {
    return new DofContent.Bytes(strings(in));
  }
}
