package io.gapless.chains.xrpl.codec;

/// The fields that are asked for, each as the code of its type above 8 bits of its own code.
/// [Field codes](https://xrpl.org/docs/references/protocol/binary-format#field-ids)
public final class Field {

  public static final int TRANSACTION_TYPE = of(1, 2);
  public static final int FLAGS = of(2, 2);
  public static final int SOURCE_TAG = of(2, 3);
  public static final int SEQUENCE = of(2, 4);
  public static final int DESTINATION_TAG = of(2, 14);
  public static final int TRANSACTION_INDEX = of(2, 28);
  public static final int TICKET_SEQUENCE = of(2, 41);
  public static final int AMOUNT = of(6, 1);
  public static final int FEE = of(6, 8);
  public static final int SEND_MAX = of(6, 9);
  public static final int DELIVER_MIN = of(6, 10);
  public static final int DELIVERED_AMOUNT = of(6, 18);
  public static final int ACCOUNT = of(8, 1);
  public static final int DESTINATION = of(8, 3);
  public static final int END_OF_OBJECT = of(14, 1);
  public static final int END_OF_ARRAY = of(15, 1);
  public static final int TRANSACTION_RESULT = of(16, 3);
  public static final int PATHS = of(18, 1);

  private Field() {}

  public static int of(int type, int code) {
    return type << 8 | code;
  }
}
