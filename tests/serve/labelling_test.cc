#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/alloc.h"
#include "tests/support/paths.h"
#include "tests/support/temporary.h"

extern "C" {
#include "serve/labelling.h"
}

namespace {
/* A labelling over a pool of made-up statements, its label file in a folder of its own. */
class Labelling : public testing::Test {
protected:
  void SetUp() override {
    stance_model *model;
    ASSERT_EQ(stance_model_open(&model, STANCE_BINARY_DIR "/default.stance", &error_), STANCE_OK) << error_.message;
    ASSERT_EQ(serve_model_new(&model_, model, "m", &error_), STANCE_OK);
    serve_slot_init(&slot_, model_);
    path_ = folder_.path("labels.jsonl");
    open();
  }
  void TearDown() override {
    close();
    serve_slot_release(&slot_);
  }
  void open() {
    l_ = {};
    stance__buffer notice = STANCE__BUFFER_INIT;
    ASSERT_EQ(serve_labelling_open(&l_, path_.c_str(), model_, &notice, &error_), STANCE_OK) << error_.message;
    stance__buffer_release(&notice);
  }
  void close() { serve_labelling_close(&l_); }
  size_t put(const std::vector<std::string> &texts) {
    serve_batch batch = {};
    size_t added = 0;
    for (const std::string &text : texts) {
      serve_item item = {};
      item.text = text.c_str();
      item.length = text.size();
      item.in_pool = true;
      EXPECT_EQ(serve_batch_add(&batch, &item, &error_), STANCE_OK);
    }
    EXPECT_EQ(serve_batch_answer(&batch, model_->model, &error_), STANCE_OK);
    EXPECT_EQ(serve_items_put(&l_, &batch, "p", &added, &error_), STANCE_OK);
    serve_batch_release(&batch);
    return added;
  }
  uint32_t next(const char *who) {
    uint32_t item = UINT32_MAX;
    return serve_label_next(&l_, serve_annotator_find(&l_, who), 1, &item) ? item : UINT32_MAX;
  }
  serve_outcome give(const char *who, uint32_t item, const char *label) {
    serve_record record;
    return serve_label_give(&l_, who, item, label, model_->model, &record, &error_);
  }
  serve_outcome undo(const char *who, uint32_t *item) {
    serve_record record;
    return serve_label_undo(&l_, who, item, &record, &error_);
  }
  std::string text(uint32_t item) const { return l_.items[item].text; }

  Temporary folder_;
  std::string path_;
  serve_model *model_ = nullptr;
  serve_slot slot_ = {};
  serve_labelling l_ = {};
  stance_error error_ = {};
};

std::vector<std::string> numbered(size_t from, size_t to) {
  std::vector<std::string> texts;
  for (size_t i = from; i < to; i++)
    texts.push_back("We will " + std::string(i % 2 ? "talk" : "fight") + " about matter " + std::to_string(i) + ".");
  return texts;
}
} // namespace

TEST_F(Labelling, TheRandomPartIsTheSameHoweverThePoolComesIn) {
  std::vector<std::string> all = numbered(0, 2000);
  EXPECT_EQ(put(all), 2000u);
  EXPECT_NEAR((double)l_.n_random, 500, 80);
  std::vector<std::string> order;
  for (size_t i = 0; i < l_.n_random; i++) order.push_back(text(l_.by_draw[i]));
  close();
  remove(path_.c_str());
  open();
  EXPECT_EQ(put(std::vector<std::string>(all.rbegin(), all.rbegin() + 1500)), 1500u);
  EXPECT_EQ(put(all), 500u) << "texts that are there are not added again";
  EXPECT_EQ(l_.repeated, 1500u);
  std::vector<std::string> again;
  for (size_t i = 0; i < l_.n_random; i++) again.push_back(text(l_.by_draw[i]));
  EXPECT_EQ(order, again);
}

TEST_F(Labelling, TheRandomPartHasTheShareOfDoubtfulOnesThatThePoolHas) {
  put(numbered(0, 2000));
  double sum_random = 0, sum_all = 0;
  for (size_t i = 0; i < l_.n_items; i++) {
    sum_all += l_.items[i].doubt;
    if (l_.items[i].random) sum_random += l_.items[i].doubt;
  }
  EXPECT_NEAR(sum_random / (double)l_.n_random, sum_all / (double)l_.n_items, 0.02);
}

TEST_F(Labelling, EveryFourthIsRandomAndAllComeOnce) {
  put(numbered(0, 100));
  std::set<uint32_t> seen;
  double last = 2;
  for (size_t n = 0; n < 100; n++) {
    uint32_t item = next("ana");
    ASSERT_NE(item, UINT32_MAX) << n;
    EXPECT_TRUE(seen.insert(item).second) << "given twice";
    if (n < 60) { /* later one of the two parts is used up */
      EXPECT_EQ(l_.items[item].random, n % 4 == 3) << n;
    }
    if (!l_.items[item].random) {
      EXPECT_LE(l_.items[item].doubt, last) << "the least certain come first";
      last = l_.items[item].doubt;
    }
    ASSERT_EQ(give("ana", item, n % 9 ? "neither" : nullptr), SERVE_SAVED) << error_.message;
  }
  EXPECT_EQ(next("ana"), UINT32_MAX);
  EXPECT_EQ(serve_annotator_find(&l_, "ana")->labelled, 88u);
  EXPECT_EQ(serve_annotator_find(&l_, "ana")->skipped, 12u);
  EXPECT_NE(next("ben"), UINT32_MAX) << "annotators do not see each other's";
}

TEST_F(Labelling, TheFileReadAgainGivesTheSameState) {
  put(numbered(0, 40));
  uint32_t item = UINT32_MAX, first = next("ana");
  for (int n = 0; n < 12; n++) ASSERT_EQ(give("ana", next("ana"), n % 3 ? "conciliatory" : "neither"), SERVE_SAVED);
  ASSERT_EQ(give("ben", first, "uncompromising"), SERVE_SAVED);
  ASSERT_EQ(undo("ana", &item), SERVE_SAVED);
  ASSERT_EQ(undo("ana", &item), SERVE_SAVED);
  ASSERT_EQ(give("ana", item, nullptr), SERVE_SAVED);
  std::map<std::string, uint16_t> before;
  for (uint32_t i = 0; i < l_.n_items; i++) before[text(i)] = serve_given(serve_annotator_find(&l_, "ana"), i);
  std::string coming = text(next("ana"));
  close();
  open();
  EXPECT_EQ(l_.n_items, 12u) << "the texts of the file alone, the one taken back among them";
  EXPECT_EQ(next("ana"), UINT32_MAX) << "they are no pool";
  EXPECT_EQ(put(numbered(0, 40)), 40u) << "but become of it where they are put in";
  for (uint32_t i = 0; i < l_.n_items; i++) EXPECT_EQ(serve_given(serve_annotator_find(&l_, "ana"), i), before[text(i)]) << text(i);
  EXPECT_EQ(text(next("ana")), coming);
  EXPECT_EQ(l_.records, 16u);
  for (int n = 0; n < 11; n++) ASSERT_EQ(undo("ana", &item), SERVE_SAVED) << n;
  EXPECT_EQ(undo("ana", &item), SERVE_NOTHING);
}

TEST_F(Labelling, AnotherLabelNeedsAnUndoFirst) {
  put(numbered(0, 10));
  uint32_t item = next("ana"), undone = UINT32_MAX;
  EXPECT_EQ(give("ana", item, "neither"), SERVE_SAVED);
  EXPECT_EQ(give("ana", item, "neither"), SERVE_WAS_THERE);
  EXPECT_EQ(give("ana", item, "conciliatory"), SERVE_CONFLICT);
  EXPECT_EQ(give("ana", item, nullptr), SERVE_CONFLICT);
  EXPECT_EQ(l_.records, 1u);
  EXPECT_EQ(undo("ana", &undone), SERVE_SAVED);
  EXPECT_EQ(undone, item);
  EXPECT_EQ(give("ana", item, "conciliatory"), SERVE_SAVED);
}

TEST_F(Labelling, TheMajorityDecidesAndATieDoesNot) {
  put(numbered(0, 10));
  uint32_t item = next("ana");
  EXPECT_EQ(serve_label_majority(&l_, item), UINT32_MAX);
  give("ana", item, "neither");
  EXPECT_EQ(serve_label_majority(&l_, item), l_.n_model_labels);
  give("ben", item, "conciliatory");
  EXPECT_EQ(serve_label_majority(&l_, item), UINT32_MAX);
  give("cleo", item, "conciliatory");
  EXPECT_EQ(serve_label_majority(&l_, item), 0u);
  give("dan", item, nullptr);
  EXPECT_EQ(serve_label_majority(&l_, item), 0u) << "a skip is no vote";
}

TEST_F(Labelling, OutOfMemoryIsNeverAcknowledged) {
  put(numbered(0, 20));
  ASSERT_EQ(give("ana", next("ana"), "neither"), SERVE_SAVED);
  for (long n = 1; n <= 30; n++) {
    uint32_t item = next("ben");
    const std::string before = read_file(path_);
    stance__alloc_fail_at(n);
    serve_outcome outcome = give("ben", item, "neither");
    stance__alloc_fail_at(0);
    if (outcome == SERVE_SAVED) return;
    EXPECT_EQ(outcome, SERVE_NOT_SAVED);
    EXPECT_EQ(read_file(path_), before);
    EXPECT_EQ(serve_given(serve_annotator_find(&l_, "ben"), item), SERVE_NOT_SEEN);
  }
  FAIL() << "no allocation left to fail, and still not saved";
}

TEST_F(Labelling, TooManyForThePoolIsAnErrorThatChangesNothing) {
  put(numbered(0, 10));
  serve_batch batch = {};
  batch.n = SERVE_MOST_ITEMS;
  size_t added;
  EXPECT_EQ(serve_items_put(&l_, &batch, "p", &added, &error_), STANCE_DATA);
  EXPECT_EQ(l_.n_items, 10u);
}
