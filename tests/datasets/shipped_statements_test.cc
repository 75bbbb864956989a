/* What ships in datasets/ is what its README says. */
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "stance/dataset.h"
#include "tests/support/paths.h"

static stance_dataset *shipped() {
  std::vector<std::string> names;
  for (auto &entry : std::filesystem::directory_iterator(STANCE_SOURCE_DIR "/datasets/statements")) names.push_back(entry.path().string());
  std::sort(names.begin(), names.end());
  std::vector<const char *> paths;
  for (auto &name : names) paths.push_back(name.c_str());
  stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT;
  stance_dataset *d = nullptr;
  stance_error error;
  EXPECT_EQ(stance_dataset_read(&d, paths.data(), paths.size(), &options, &error), STANCE_OK) << error.file << error.line << error.message;
  return d;
}

TEST(ShippedStatements, AreManyBalancedAndMixed) {
  stance_dataset *d = shipped();
  std::map<std::string, size_t> labels, kinds;
  std::map<std::string, std::set<std::string>> of_group;
  std::set<std::string> ids;
  for (size_t i = 0; i < stance_dataset_size(d); i++) {
    const stance_record *r = stance_dataset_record(d, i);
    ASSERT_TRUE(r->id && r->group && r->kind) << r->file << ':' << r->line;
    labels[r->label]++;
    kinds[r->kind]++;
    of_group[r->group].insert(r->label);
    EXPECT_TRUE(ids.insert(r->id).second) << "id used twice: " << r->id;
  }
  size_t stances = labels["conciliatory"] + labels["uncompromising"];
  EXPECT_EQ(labels.size(), 3u);
  EXPECT_GE(stances, 3000u);
  EXPECT_GE(labels["neither"], 1500u);
  EXPECT_GE(labels["conciliatory"] * 10, stances * 4);
  EXPECT_GE(labels["uncompromising"] * 10, stances * 4);
  EXPECT_EQ(kinds.size(), 3u);
  EXPECT_GT(kinds["direct"], stance_dataset_size(d) / 5);
  EXPECT_GT(kinds["indirect"], stance_dataset_size(d) / 5);
  /* Nearly every event is told from both sides, so that its names say nothing. */
  size_t with_stance = 0, both = 0;
  for (auto &g : of_group) {
    bool one = g.second.count("conciliatory"), other = g.second.count("uncompromising");
    with_stance += one || other;
    both += one && other;
  }
  EXPECT_GE(both * 100, with_stance * 95);
  stance_duplicates duplicates = stance_dataset_duplicates(d);
  EXPECT_EQ(duplicates.exact + duplicates.near, 0u);
  stance_dataset_free(d);
}
