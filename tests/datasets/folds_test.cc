#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "stance/dataset.h"
#include "tests/support/temporary.h"

static stance_dataset *dataset_of(const Temporary &t, const std::string &jsonl) {
  std::string path = t.write("d.jsonl", jsonl);
  const char *paths[] = {path.c_str()};
  stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT;
  stance_dataset *d = nullptr;
  stance_error error;
  EXPECT_EQ(stance_dataset_read(&d, paths, 1, &options, &error), STANCE_OK) << error.message;
  return d;
}

static std::string row(const std::string &text, const std::string &label, const std::string &group) {
  return "{\"text\":\"" + text + "\",\"label\":\"" + label + "\"" + (group.empty() ? "" : ",\"group\":\"" + group + "\"") + "}\n";
}

TEST(Folds, KeepGroupsWholeAndLabelsEven) {
  Temporary t;
  std::string rows;
  for (int g = 0; g < 40; g++)
    for (int i = 0; i < 1 + g % 4; i++)
      rows += row("statement " + std::to_string(g * 97 + i * 31) + " word" + std::to_string(g) + "x" + std::to_string(i), i % 2 ? "u" : "c",
                  "g" + std::to_string(g));
  stance_dataset *d = dataset_of(t, rows);
  std::vector<uint32_t> fold(stance_dataset_size(d)), again(fold.size());
  ASSERT_EQ(stance_dataset_folds(d, 5, 1, fold.data(), nullptr), STANCE_OK);
  std::map<std::string, std::set<uint32_t>> of_group;
  std::map<uint32_t, std::map<std::string, int>> counts;
  for (size_t i = 0; i < fold.size(); i++) {
    of_group[stance_dataset_record(d, i)->group].insert(fold[i]);
    counts[fold[i]][stance_dataset_record(d, i)->label]++;
  }
  for (auto &g : of_group) EXPECT_EQ(g.second.size(), 1u) << g.first;
  EXPECT_EQ(counts.size(), 5u);
  for (auto &c : counts) {
    EXPECT_NEAR(c.second["c"], 12, 2);
    EXPECT_NEAR(c.second["u"], 8, 2);
  }
  ASSERT_EQ(stance_dataset_folds(d, 5, 1, again.data(), nullptr), STANCE_OK);
  EXPECT_EQ(fold, again);
  ASSERT_EQ(stance_dataset_folds(d, 5, 2, again.data(), nullptr), STANCE_OK);
  EXPECT_NE(fold, again);
  EXPECT_EQ(stance_dataset_folds(d, 41, 1, again.data(), nullptr), STANCE_DATA);
  stance_dataset_free(d);
}

TEST(Duplicates, AreFoundAndNeverStraddleASplit) {
  Temporary t;
  std::string rows;
  const std::string base = "the minister said that the long negotiations over the eastern valley would go on until spring";
  rows += row(base, "c", "a") +
          row("The  minister said that the long negotiations over the eastern valley would go on until SPRING", "c", "b") +
          row(base + " came", "u", "c");
  for (int i = 0; i < 12; i++) rows += row("entirely other words number " + std::to_string(i * i * 7919) + " here", i % 2 ? "u" : "c", "");
  stance_dataset *d = dataset_of(t, rows);
  stance_duplicates found = stance_dataset_duplicates(d);
  EXPECT_EQ(found.exact, 1u);
  EXPECT_GE(found.near, 1u);
  EXPECT_GE(found.conflicts, 1u);
  EXPECT_EQ(stance_dataset_duplicate_of(d, 1), 0u);
  EXPECT_EQ(stance_dataset_group_of(d, 0), stance_dataset_group_of(d, 1));
  EXPECT_EQ(stance_dataset_group_of(d, 0), stance_dataset_group_of(d, 2));
  stance_dataset_free(d);
}
