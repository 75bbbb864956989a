#include <gtest/gtest.h>

#include "base/alloc.h"
#include "base/pool.h"
#include "base/spares.h"

static int freed;
static void free_number(void *item) {
  freed++;
  delete static_cast<int *>(item);
}

TEST(Spares, GiveBackWhatWasGivenAndFreeWhatIsTooMuch) {
  freed = 0;
  stance__spares s;
  ASSERT_TRUE(stance__spares_init(&s, 2, free_number));
  EXPECT_EQ(stance__spares_take(&s), nullptr);
  stance__spares_give(&s, nullptr);
  int *a = new int(1), *b = new int(2);
  stance__spares_give(&s, a);
  stance__spares_give(&s, b);
  stance__spares_give(&s, new int(3));
  EXPECT_EQ(freed, 1) << "the third has no room";
  EXPECT_EQ(stance__spares_take(&s), b);
  stance__spares_give(&s, b);
  stance__spares_release(&s);
  EXPECT_EQ(freed, 3);
  stance__spares_release(&s);
}

TEST(Spares, WithoutMemoryThereIsNothingToRelease) {
  stance__spares s;
  stance__alloc_fail_at(1);
  EXPECT_FALSE(stance__spares_init(&s, 2, free_number));
  stance__alloc_fail_at(0);
  stance__spares_release(&s);
}

/* Two tasks never hold the same piece. */
TEST(SparesThreads, HandAPieceToOneTaskAtATime) {
  freed = 0;
  stance__spares s;
  ASSERT_TRUE(stance__spares_init(&s, 8, free_number));
  auto task = [](void *context, size_t, stance_error *) {
    auto *spares = static_cast<stance__spares *>(context);
    int *piece = static_cast<int *>(stance__spares_take(spares));
    if (!piece) piece = new int(0);
    int before = (*piece)++;
    bool alone = *piece == before + 1;
    stance__spares_give(spares, piece);
    return alone ? STANCE_OK : STANCE_MACHINE;
  };
  EXPECT_EQ(stance__pool_run(4, 2000, task, &s, nullptr), STANCE_OK);
  int sum = 0, n = 0;
  while (int *piece = static_cast<int *>(stance__spares_take(&s))) {
    sum += *piece;
    n++;
    delete piece;
  }
  EXPECT_EQ(sum, 2000);
  EXPECT_LE(n, 4);
  stance__spares_release(&s);
}
