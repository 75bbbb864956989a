/* Memory that runs out, and disks that do not answer, while statements and articles are read: said, and nothing half done. */
#include <gtest/gtest.h>

#include <cerrno>
#include <string>

#include "stance/dataset.h"
#include "stance/document.h"
#include "tests/support/every_allocation.h"
#include "tests/support/system_faults.h"
#include "tests/support/temporary.h"

namespace {
const struct {
  const char *name, *bytes;
} FILES[] = {
    {"a.tsv", "c\twe agree\nu\twe refuse\nc\twe agree now\n"},
    {"b.tsv", "text\tlabel\tplace\nwe agree\tc\there\nwe refuse\tu\tthere\n"},
    {"a.csv", "label,text,place\nc,\"we,\"\"agree\"\"\nnow\",here\nu,we refuse,there\n"},
    {"a.jsonl", "{\"text\":\"we agree\",\"label\":\"c\",\"group\":\"g\",\"place\":\"here\"}\n{\"text\":\"we refuse\",\"label\":\"u\"}\n"},
    {"a.txt", "__label__c we agree\n__label__u we refuse\n"}};

stance_status read_set(const std::string &path, stance_error *e, stance_dataset_options o = STANCE_DATASET_OPTIONS_INIT) {
  const char *paths[] = {path.c_str()};
  stance_dataset *d = untouched<stance_dataset>();
  o.threads = 1;
  stance_status status = stance_dataset_read(&d, paths, 1, &o, e);
  uint32_t folds[8];
  if (status != STANCE_OK) {
    EXPECT_EQ(d, untouched<stance_dataset>());
    return status;
  }
  status = stance_dataset_folds(d, 2, 1, folds, e);
  stance_dataset_free(d);
  return status;
}
} // namespace

TEST(DatasetAllocations, OfWholeSetsInEveryFormat) {
  Temporary t;
  for (const auto &file : FILES) {
    SCOPED_TRACE(file.name);
    const std::string path = t.write(file.name, file.bytes);
    EXPECT_GT(every_allocation([&](stance_error *e) { return read_set(path, e); }), 5);
  }
}

TEST(DatasetAllocations, OfBatchesWithFurtherColumns) {
  Temporary t;
  const char *extra[] = {"place"};
  stance_dataset_options o = STANCE_DATASET_OPTIONS_INIT;
  o.extra_fields = extra, o.n_extra_fields = 1;
  for (const auto &file : {FILES[1], FILES[2], FILES[3]}) {
    SCOPED_TRACE(file.name);
    const std::string path = t.write(file.name, file.bytes);
    every_allocation([&](stance_error *e) {
      stance_reader *reader = untouched<stance_reader>();
      stance_batch *batch = nullptr;
      stance_status status = stance_reader_open(&reader, path.c_str(), &o, e);
      if (status != STANCE_OK) {
        EXPECT_EQ(reader, untouched<stance_reader>());
        return status;
      }
      status = stance_batch_new(&batch, e);
      for (size_t n = 1; status == STANCE_OK && n;) {
        status = stance_reader_next_batch(reader, batch, 8, 1 << 20, e);
        n = status == STANCE_OK ? stance_batch_size(batch) : 0;
      }
      stance_batch_free(batch);
      stance_reader_close(reader);
      return status;
    });
  }
}

TEST(DatasetAllocations, OfDocuments) {
  Temporary t;
  const std::string paths[] = {t.write("article.txt", "They will talk.\n"),
                               t.write("articles.jsonl", "{\"text\":\"They talk.\",\"title\":\"T\",\"date\":\"2026-11-25\",\"id\":7}\n")};
  for (const std::string &path : paths)
    every_allocation([&](stance_error *e) {
      stance_document_reader *reader = untouched<stance_document_reader>();
      stance_status status = stance_document_reader_open(&reader, path.c_str(), STANCE_DOCUMENT_AUTO, nullptr, e);
      if (status != STANCE_OK) {
        EXPECT_EQ(reader, untouched<stance_document_reader>());
        return status;
      }
      for (stance_document *d = nullptr; status == STANCE_OK;) {
        status = stance_document_reader_next(reader, &d, e);
        if (status != STANCE_OK || !d) break;
        stance_document_free(d);
      }
      stance_document_reader_close(reader);
      return status;
    });
}

TEST(DatasetFaults, EveryAllocationOfTheJsonParserAndReads) {
  Temporary t;
  const std::string path = t.write(FILES[3].name, FILES[3].bytes);
  bool more = true;
  for (long n = 1; more; n++) {
    stance_error error{};
    fail_cjson_at(n);
    stance_status status = read_set(path, &error);
    more = cjson_failed();
    fail_cjson_at(0);
    ASSERT_EQ(status, more ? STANCE_MACHINE : STANCE_OK) << n << ": " << error.message;
  }
}
