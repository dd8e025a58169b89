package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import java.nio.ByteBuffer;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.dif.StringTable;

/** What stands in a section. */
public sealed interface DofContent
    permits DofContent.Actions,
        DofContent.Bytes,
        DofContent.Integers,
        DofContent.Options,
        DofContent.Relocations,
        DofContent.Strings,
        DofContent.Text,
        DofContent.Variables,
        DifoHeader,
        EcbDescription,
        ProbeDescription,
        RelocationHeader {

  /** Writes the bytes at the buffer's position, in its byte order. */
  void encode(ByteBuffer out);

  /** Returns how many bytes {@link #encode} writes. */
  int encodedLength();

  /** The actions of one ECB description. */
  record Actions(ImmutableList<ActionDescription> actions) implements DofContent {
    @Override
    public void encode(ByteBuffer out) {
      actions.forEach(action -> action.encode(out));
    }

    @Override
    public int encodedLength() {
      return ActionDescription.BYTES * actions.size();
    }
  }

  /** Options. */
  record Options(ImmutableList<OptionDescription> options) implements DofContent {
    @Override
    public void encode(ByteBuffer out) {
      options.forEach(option -> option.encode(out));
    }

    @Override
    public int encodedLength() {
      return OptionDescription.BYTES * options.size();
    }
  }

  /** Relocations. */
  record Relocations(ImmutableList<Relocation> relocations) implements DofContent {
    @Override
    public void encode(ByteBuffer out) {
      relocations.forEach(relocation -> relocation.encode(out));
    }

    @Override
    public int encodedLength() {
      return Relocation.BYTES * relocations.size();
    }
  }

  /** The instructions of a DIF object. */
  record Text(ImmutableIntArray instructions) implements DofContent {
    @Override
    public void encode(ByteBuffer out) {
      instructions.forEach(out::putInt);
    }

    @Override
    public int encodedLength() {
      return Integer.BYTES * instructions.length();
    }
  }

  /** The integers of a DIF object. */
  record Integers(ImmutableLongArray integers) implements DofContent {
    @Override
    public void encode(ByteBuffer out) {
      integers.forEach(out::putLong);
    }

    @Override
    public int encodedLength() {
      return Long.BYTES * integers.length();
    }
  }

  /** The variables of a DIF object. */
  record Variables(ImmutableList<DifVariable> variables) implements DofContent {
    @Override
    public void encode(ByteBuffer out) {
      variables.forEach(variable -> variable.encode(out));
    }

    @Override
    public int encodedLength() {
      return DifVariable.BYTES * variables.size();
    }
  }

  /** Strings of a DIF object, or of the whole DOF. */
  record Strings(StringTable strings) implements DofContent {
    @Override
    public void encode(ByteBuffer out) {
      out.put(strings.toBytes());
    }

    @Override
    public int encodedLength() {
      return strings.length();
    }
  }

  /** Bytes that have no form, or not the one that their type asks for. */
  record Bytes(StringTable bytes) implements DofContent {
    @Override
    public void encode(ByteBuffer out) {
      out.put(bytes.toBytes());
    }

    @Override
    public int encodedLength() {
      return bytes.length();
    }
  }
}
