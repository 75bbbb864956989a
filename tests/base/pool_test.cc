#include "base/pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

#include "base/error.h"

static stance_status square(void *context, size_t task, stance_error *) {
  (*static_cast<std::vector<size_t> *>(context))[task] = task * task;
  return STANCE_OK;
}

TEST(PoolThreads, RunsEveryTaskOnceForAnyNumberOfThreads) {
  for (size_t threads : {0, 1, 2, 7}) {
    std::vector<size_t> out(1000, 0);
    ASSERT_EQ(stance__pool_run(threads, out.size(), square, &out, nullptr), STANCE_OK);
    for (size_t i = 0; i < out.size(); i++) ASSERT_EQ(out[i], i * i);
  }
}

static stance_status fail_some(void *, size_t task, stance_error *error) {
  return task == 5 || task == 9 ? stance__fail(error, STANCE_DATA, "task", static_cast<long>(task), "refused") : STANCE_OK;
}

TEST(PoolThreads, ReportsTheFirstFailedTask) {
  stance_error error;
  EXPECT_EQ(stance__pool_run(1, 20, fail_some, nullptr, &error), STANCE_DATA);
  EXPECT_EQ(error.line, 5);
  EXPECT_EQ(stance__pool_run(4, 0, fail_some, nullptr, &error), STANCE_OK);
}
