package io.gapless.simulator.evm.chain;

import io.gapless.simulator.seeds.SeededRandom;

/// Draws what happens in each block from the seed alone; for one thread.
final class BlockPlanner {
  static final int NONSTANDARD_SHAPES = 5;
  private static final long PURPOSE = 2;
  private static final double EMPTY_BLOCKS = 0.03;
  private static final double BUSY_BLOCKS = 0.02;
  private static final double BUSY_FACTOR = 6;
  private static final double NORMAL_FACTOR =
      (1 - BUSY_BLOCKS * BUSY_FACTOR) / (1 - BUSY_BLOCKS - EMPTY_BLOCKS);
  private static final double TRANSACTIONS_WITHOUT_LOGS = 0.15;

  private final Branches branches;
  private final Traffic traffic;
  private final Population population;
  private final double transferWeights;
  private final SeededRandom random = new SeededRandom();

  BlockPlanner(EvmChainOptions options, Branches branches, Population population) {
    this.branches = branches;
    this.traffic = options.traffic();
    this.population = population;
    TransferMix mix = traffic.mix();
    this.transferWeights = mix.erc20() + mix.erc721() + mix.erc1155Single() + mix.erc1155Batch();
  }

  /// Plans a block; the genesis block is empty.
  void plan(long number, BlockPlan plan) {
    plan.clear(number);
    random.reset(branches.seedAt(number), PURPOSE, number);
    if (number == 0) {
      return;
    }
    int transfers = random.round(traffic.transfersPerBlock() * busyness());
    int left = transfers;
    while (left > 0) {
      left -= planTransaction(plan, left);
      if (random.chance(TRANSACTIONS_WITHOUT_LOGS)) {
        plan.endTransaction(random.nextLong());
      }
    }
  }

  private double busyness() {
    double draw = random.nextDouble();
    if (draw < EMPTY_BLOCKS) {
      return 0;
    }
    if (draw < EMPTY_BLOCKS + BUSY_BLOCKS) {
      return BUSY_FACTOR;
    }
    return NORMAL_FACTOR * (0.4 + 1.2 * random.nextDouble());
  }

  private int planTransaction(BlockPlan plan, int transfersLeft) {
    int logs = Math.max(1,
        random.round(1 + 2 * (traffic.logsPerTransaction() - 1) * random.nextDouble()));
    double otherShare = traffic.otherLogsPerTransfer() / (1 + traffic.otherLogsPerTransfer());
    int transfers = 0;
    for (int i = 0; i < logs && transfers < transfersLeft; i++) {
      if (random.chance(traffic.nonstandardRate())) {
        planNonstandard(plan);
      } else if (random.chance(otherShare)) {
        planOther(plan);
      } else {
        planTransfer(plan);
        transfers++;
      }
    }
    plan.endTransaction(random.nextLong());
    return transfers;
  }

  private void planTransfer(BlockPlan plan) {
    TransferMix mix = traffic.mix();
    double draw = random.nextDouble() * transferWeights;
    if (draw < mix.erc20()) {
      addTransfer(plan, EventKind.ERC20, population.erc20(random));
      addValue(plan);
    } else if (draw < mix.erc20() + mix.erc721()) {
      addTransfer(plan, EventKind.ERC721, population.erc721(random));
      addTokenId(plan);
    } else if (draw < mix.erc20() + mix.erc721() + mix.erc1155Single()) {
      addTransfer(plan, EventKind.ERC1155_SINGLE, population.erc1155(random));
      addTokenId(plan);
      addAmount(plan);
    } else {
      addTransfer(plan, EventKind.ERC1155_BATCH, population.erc1155(random));
      int size = batchSize();
      for (int i = 0; i < size; i++) {
        addTokenId(plan);
      }
      for (int i = 0; i < size; i++) {
        addAmount(plan);
      }
    }
  }

  private int batchSize() {
    double draw = random.nextDouble();
    if (draw < 0.01) {
      return 0;
    }
    return draw < 0.02 ? 60 : 1 + random.nextInt(6);
  }

  private void planNonstandard(BlockPlan plan) {
    addTransfer(plan, EventKind.NONSTANDARD, population.anyToken(random));
    plan.addWord(0, 0, 0, random.nextInt(NONSTANDARD_SHAPES));
    plan.addWord(0, 0, 0, random.nextLong() >>> 40);
    plan.addWord(0, 0, 0, random.nextLong() >>> 40);
  }

  private void planOther(BlockPlan plan) {
    addTransfer(plan, EventKind.other(random), population.anyToken(random));
    for (int i = 0; i < 5; i++) {
      plan.addWord(0, 0, random.nextLong() >>> 44, random.nextLong());
    }
  }

  private void addTransfer(BlockPlan plan, EventKind kind, int token) {
    double draw = random.nextDouble();
    int sender = draw < 0.05 ? 0 : population.account(random);
    int receiver = draw > 0.97 ? 0 : population.account(random);
    plan.addEvent(kind, token, population.account(random), sender, receiver);
  }

  private void addValue(BlockPlan plan) {
    double draw = random.nextDouble();
    if (draw < 0.01) {
      plan.addWord(0, 0, 0, 0);
    } else if (draw < 0.0105) {
      plan.addWord(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    } else if (draw < 0.4) {
      plan.addWord(0, 0, 0, random.nextLong() >>> (16 + random.nextInt(32)));
    } else {
      plan.addWord(0, 0, random.nextLong() >>> (36 + random.nextInt(28)), random.nextLong());
    }
  }

  private void addTokenId(BlockPlan plan) {
    if (random.chance(0.1)) {
      plan.addWord(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    } else {
      plan.addWord(0, 0, 0, random.nextInt(10_000));
    }
  }

  private void addAmount(BlockPlan plan) {
    plan.addWord(0, 0, 0, random.chance(0.7) ? 1 : random.nextLong() >>> 24);
  }
}
