package io.clockwork.internal.wire;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers by which an enum's constants travel: their places in a list that is written down here
 * and only ever grows at its end, whatever becomes of the enum. The first has number 1.
 */
final class Numbers<E extends Enum<E>> {
  private final String name;
  private final List<E> constants;
  private final Map<E, Integer> numbers;

  /**
   * Numbers the constants of an enum.
   *
   * @param type the enum
   * @param constants all its constants, in the order of their numbers
   */
  Numbers(Class<E> type, List<E> constants) {
    this.name = type.getSimpleName();
    this.constants = constants;
    this.numbers = new EnumMap<>(type);
    for (E constant : constants) {
      numbers.put(constant, numbers.size() + 1);
    }
    if (numbers.size() != type.getEnumConstants().length) {
      throw new IllegalStateException(type + " has constants without a number");
    }
  }

  int of(E constant) {
    Integer number = numbers.get(constant);
    if (number == null) {
      throw new IllegalStateException(name + "." + constant + " has no number");
    }
    return number;
  }

  E constant(long number) throws WireException {
    if (number < 1 || number > constants.size()) {
      throw new WireException(WireException.Kind.UNKNOWN_KIND, "unknown " + name + " " + number);
    }
    return constants.get((int) number - 1);
  }
}
