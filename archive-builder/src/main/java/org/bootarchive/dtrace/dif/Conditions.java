package org.bootarchive.dtrace.dif;

/** What must be true of the last comparison for a branch to be taken. */
final class Conditions {
  private Conditions() {}

  /** Returns the condition; an integer if both sides are known. */
  static Term of(DifOperation branch, Path path) throws NoExpressionException {
    Long left = path.left.constant();
    Long right = path.right.constant();
    if (left != null && right != null && !path.comparesStrings) {
      return Term.integer(holds(branch, left, right) ? 1 : 0);
    }
    if (path.right.is(0) && !path.comparesStrings) {
      if (branch == DifOperation.BE) {
        return asTruth(path.left).not();
      }
      if (branch == DifOperation.BNE) {
        return asTruth(path.left);
      }
    }
    String a = path.left.inner();
    String b = path.right.inner();
    return Term.truth(a + operator(branch) + b, a + contrary(branch) + b);
  }

  private static Term asTruth(Term term) {
    return term.isTruth() ? term : Term.truth(term.inner() + " != 0", "!" + term.inner());
  }

  private static boolean holds(DifOperation branch, long left, long right)
      throws NoExpressionException {
    int signed = Long.compare(left, right);
    int unsigned = Long.compareUnsigned(left, right);
    return switch (branch) {
      case BE -> signed == 0;
      case BNE -> signed != 0;
      case BG -> signed > 0;
      case BGE -> signed >= 0;
      case BL -> signed < 0;
      case BLE -> signed <= 0;
      case BGU -> unsigned > 0;
      case BGEU -> unsigned >= 0;
      case BLU -> unsigned < 0;
      case BLEU -> unsigned <= 0;
      default -> throw new NoExpressionException();
    };
  }

  private static String operator(DifOperation branch) throws NoExpressionException {
    return switch (branch) {
      case BE -> " == ";
      case BNE -> " != ";
      case BG, BGU -> " > ";
      case BGE, BGEU -> " >= ";
      case BL, BLU -> " < ";
      case BLE, BLEU -> " <= ";
      default -> throw new NoExpressionException();
    };
  }

  private static String contrary(DifOperation branch) throws NoExpressionException {
    return switch (branch) {
      case BE -> " != ";
      case BNE -> " == ";
      case BG, BGU -> " <= ";
      case BGE, BGEU -> " < ";
      case BL, BLU -> " >= ";
      case BLE, BLEU -> " > ";
      default -> throw new NoExpressionException();
    };
  }
}
