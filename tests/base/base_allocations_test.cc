/* Memory that runs out in the foundations: said, and nothing half done. */
#include <gtest/gtest.h>

#include <cerrno>
#include <string>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/input.h"
#include "base/json_scan.h"
#include "base/name_counts.h"
#include "base/output.h"
#include "base/pool.h"
#include "base/spares.h"
#include "base/table.h"
#include "tests/support/every_allocation.h"
#include "tests/support/system_faults.h"
#include "tests/support/temporary.h"

TEST(BaseAllocations, OfBuffersStickUntilTheyAreReleased) {
  EXPECT_GT(every_allocation_bool([] {
              stance__buffer b = STANCE__BUFFER_INIT;
              stance__buffer_printf(&b, "%0300d", 7);
              stance__buffer_json_string(&b, "a\"b\n\x01", 5);
              stance__buffer_csv_field(&b, "a,\"b\"", 5);
              stance__buffer_number(&b, 0.1);
              for (int i = 0; i < 2000; i++) stance__buffer_puts(&b, "text");
              bool good = !b.failed;
              stance__buffer_release(&b);
              return good;
            }),
            1);
}

TEST(BaseAllocations, OfArenasTablesAndSpares) {
  every_allocation_bool([] {
    stance__arena a = {nullptr};
    bool good = stance__arena_copy(&a, "text", 4) && stance__arena_alloc(&a, 1 << 20) && stance__arena_copy(&a, "more", 4);
    stance__arena_clear(&a);
    good = good && stance__arena_alloc(&a, 100);
    stance__arena_release(&a);
    return good;
  });
  every_allocation_bool([] {
    stance__table *t = stance__table_new();
    bool good = t != nullptr;
    for (int i = 0; good && i < 3000; i++) {
      const std::string name = "name " + std::to_string(i);
      uint32_t number = stance__table_insert(t, name.data(), name.size());
      good = number != STANCE__TABLE_NONE;
      if (!good) {
        EXPECT_EQ(stance__table_find(t, name.data(), name.size()), STANCE__TABLE_NONE) << "what was not put in is not there";
        EXPECT_EQ(stance__table_size(t), static_cast<uint32_t>(i));
      }
    }
    stance__table_free(t);
    return good;
  });
  every_allocation_bool([] {
    stance__spares s;
    if (!stance__spares_init(&s, 4, stance__free)) return false;
    void *one = stance__malloc(8);
    stance__spares_give(&s, one);
    stance__spares_release(&s);
    return one != nullptr;
  });
}

TEST(BaseAllocations, OfCountsByName) {
  every_allocation([](stance_error *e) {
    stance__name_counts c{};
    stance_status status = stance__name_counts_init(&c, 3, e);
    for (size_t i = 0; status == STANCE_OK && i < 100; i++) {
      const std::string name = "name " + std::to_string(i);
      status = stance__name_counts_add(&c, name.data(), name.size(), i % 3, i, e);
    }
    if (status == STANCE_OK) {
      size_t *order = stance__name_counts_order(&c, false);
      if (!order) {
        *e = {STANCE_MACHINE, 0, "", "out of memory"};
        status = STANCE_MACHINE;
      }
      stance__free(order);
    }
    stance__name_counts_release(&c);
    return status;
  });
}

TEST(BaseAllocations, OfScansReadersWritersAndPools) {
  const std::string json = "{\"a\":[1,2,{\"b\":null}],\"c\":{\"d\":\"\\u00e9\",\"e\":[]}}";
  every_allocation([&](stance_error *e) { return stance__json_scan(json.data(), json.size(), STANCE_DATA, "x", 1, e); });
  Temporary t;
  const std::string path = t.write("a", std::string(200000, 'x'));
  every_allocation([&](stance_error *e) {
    stance__buffer b = STANCE__BUFFER_INIT;
    stance_status status = stance__read_all(&b, path.c_str(), e);
    stance__buffer_release(&b);
    return status;
  });
  const std::string target = t.write("target", "old");
  every_allocation([&](stance_error *e) {
    stance__output *o = untouched<stance__output>();
    stance_status status = stance__output_open(&o, target.c_str(), e);
    if (status != STANCE_OK) {
      EXPECT_EQ(o, untouched<stance__output>());
      return status;
    }
    stance__output_abort(o);
    return status;
  });
  EXPECT_EQ(read_file(target), "old");
  every_allocation([](stance_error *e) {
    auto nothing = [](void *, size_t, stance_error *) { return STANCE_OK; };
    return stance__pool_run(3, 9, nothing, nullptr, e);
  });
}

/* ---- The system ---- */

TEST(BaseFaults, ReadingSaysWhatDidNotWork) {
  Temporary t;
  const std::string path = t.write("a", std::string(100000, 'x'));
  auto read = [&](stance_error *e) {
    stance__buffer b = STANCE__BUFFER_INIT;
    stance_status status = stance__read_all(&b, path.c_str(), e);
    if (status == STANCE_OK) {
      EXPECT_EQ(b.length, 100000u);
    }
    stance__buffer_release(&b);
    return status;
  };
  auto map = [&](stance_error *e) {
    stance__mapping m = {nullptr, 0};
    stance_status status = stance__map(&m, path.c_str(), e);
    EXPECT_EQ(m.size, status == STANCE_OK ? 100000u : 0u);
    stance__unmap(&m);
    return status;
  };
  stance_error error{};
  EXPECT_EQ(read(&error), STANCE_OK);
  EXPECT_EQ(map(&error), STANCE_OK);
  {
    SystemFault fault(Call::Read, 2, EIO);
    EXPECT_EQ(read(&error), STANCE_MACHINE);
    EXPECT_NE(std::string(error.message).find("cannot read: "), std::string::npos) << error.message;
  }
  {
    SystemFault interrupted(Call::Read, 1, EINTR);
    EXPECT_EQ(read(&error), STANCE_OK);
    EXPECT_TRUE(interrupted.happened());
  }
  {
    SystemFault fault(Call::Fstat, 1, EIO);
    EXPECT_EQ(read(&error), STANCE_MACHINE);
  }
  {
    SystemFault fault(Call::Mmap, 1, ENOMEM);
    EXPECT_EQ(map(&error), STANCE_MACHINE);
    EXPECT_NE(std::string(error.message).find("cannot map: "), std::string::npos) << error.message;
  }
  stance__mapping m = {nullptr, 0};
  EXPECT_EQ(stance__map(&m, "/dev/null", &error), STANCE_MACHINE);
  EXPECT_EQ(stance__map(&m, t.path("none").c_str(), &error), STANCE_MACHINE);
  EXPECT_EQ(stance__map(&m, t.folder().c_str(), &error), STANCE_MACHINE);
  EXPECT_EQ(stance__map(&m, t.write("empty", "").c_str(), &error), STANCE_OK);
  EXPECT_EQ(m.data, nullptr);
  stance__unmap(&m);
  stance__buffer b = STANCE__BUFFER_INIT;
  EXPECT_EQ(stance__read_all(&b, t.folder().c_str(), &error), STANCE_MACHINE);
  EXPECT_EQ(stance__read_all(&b, t.path("none").c_str(), nullptr), STANCE_MACHINE);
}
