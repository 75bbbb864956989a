/* Work with its first allocation failing, then its second, and so on, until it runs through. */
#ifndef STANCE_TESTS_SUPPORT_EVERY_ALLOCATION_H
#define STANCE_TESTS_SUPPORT_EVERY_ALLOCATION_H
#include <gtest/gtest.h>

#include <string>

#include "base/alloc.h"
#include "stance/status.h"

/* A value for an out-parameter that only success may replace: EXPECT_EQ(out, untouched<stance_model>()) after a failure. */
template <class T> T *untouched() {
  static char place;
  return reinterpret_cast<T *>(&place);
}

/* work(stance_error *) -> stance_status does the same each time it is called and keeps nothing. Where an allocation of it fails, it must
   return STANCE_MACHINE and say so; a sanitizer or valgrind sees what it leaks. Returns how many allocations it makes. Only memory of
   base/alloc.h fails: what third-party libraries allocate does not. */
template <class Work> long every_allocation(Work work) {
  for (long k = 1;; k++) {
    stance_error error{};
    stance__alloc_fail_at(k);
    stance_status status = work(&error);
    long made = stance__alloc_fail_at(0);
    if (made < k) {
      EXPECT_EQ(status, STANCE_OK) << "with all the memory it asked for: " << error.message;
      return made;
    }
    EXPECT_EQ(status, STANCE_MACHINE) << "allocation " << k << " failed: " << error.message;
    EXPECT_NE(std::string(error.message).find("memory"), std::string::npos) << "allocation " << k << ": " << error.message;
    if (status != STANCE_MACHINE || ::testing::Test::HasFatalFailure()) return made;
  }
}

/* The same of what has no error to fill: work() -> bool is false where memory ran out. */
template <class Work> long every_allocation_bool(Work work) {
  return every_allocation([&](stance_error *error) {
    if (work()) return STANCE_OK;
    *error = {STANCE_MACHINE, 0, "", "out of memory"};
    return STANCE_MACHINE;
  });
}
#endif
