/* Sets made of records in memory: the same sets as files of the same rows give, and what is wrong is named. */
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "stance/dataset.h"
#include "tests/support/temporary.h"

namespace {
stance_record record(const char *text, const char *label, const char *group = nullptr) {
  stance_record r{};
  r.text = text;
  r.text_length = std::string(text).size();
  r.label = label;
  r.group = group;
  return r;
}
std::string hash_of(const stance_dataset *d) {
  char out[33];
  stance_dataset_hash(d, out);
  return out;
}
stance_status make(const std::vector<stance_record> &records, const stance_dataset_options &options, stance_error *error) {
  stance_dataset *d = nullptr;
  stance_status status = stance_dataset_from_records(&d, records.data(), records.size(), &options, error);
  stance_dataset_free(d);
  return status;
}
} // namespace

TEST(GivenRecords, AreTheSetThatAFileOfThemGives) {
  Temporary t;
  std::string path =
      t.write("d.tsv", "label\ttext\tgroup\nu\tWe refuse.\tg\nc\tWe agree.\tg\nx\tleft out\t\nu\tNever, they said.\t\nu\tWe refuse.\t\n");
  stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT;
  const stance_label_map map = {"y", "c"};
  const char *drop = "x", *paths[] = {path.c_str()};
  options.maps = &map, options.n_maps = 1, options.drops = &drop, options.n_drops = 1;
  stance_dataset *file = nullptr, *given = nullptr;
  stance_error error;
  ASSERT_EQ(stance_dataset_read(&file, paths, 1, &options, &error), STANCE_OK) << error.message;
  {
    std::string passing = "We refuse."; /* nothing is borrowed */
    std::vector<stance_record> records = {record(passing.c_str(), "u", "g"), record("We agree.", "y", "g"), record("left out", "x"),
                                          record("Never, they said.", "u"), record("We refuse.", "u")};
    ASSERT_EQ(stance_dataset_from_records(&given, records.data(), records.size(), &options, &error), STANCE_OK) << error.message;
    passing.assign(10, '?');
  }
  EXPECT_EQ(hash_of(given), hash_of(file));
  EXPECT_EQ(stance_dataset_size(given), 4u);
  EXPECT_EQ(stance_dataset_dropped(given), 1u);
  EXPECT_EQ(stance_dataset_group_count(given), stance_dataset_group_count(file));
  EXPECT_EQ(stance_dataset_duplicate_of(given, 3), 0u);
  EXPECT_EQ(stance_dataset_record(given, 0)->weight, 1);
  EXPECT_STREQ(stance_dataset_record(given, 0)->file, "records");
  EXPECT_EQ(stance_dataset_record(given, 2)->line, 4);
  stance_dataset_free(file);
  stance_dataset_free(given);
}

TEST(GivenRecords, NameWhatIsWrong) {
  stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT;
  stance_error error;
  const stance_record good = record("We agree.", "c");
  std::vector<stance_record> bad = {record("", "c"),     record(" \n", "c"),      record("text", nullptr),
                                    record("text", " "), record("te\xFFxt", "c"), record("text", "\xC3")};
  bad.push_back(good), bad.back().text = nullptr;
  bad.push_back(good), bad.back().weight = -1;
  bad.push_back(good), bad.back().weight = INFINITY;
  bad.push_back(good), bad.back().text = "a\0b", bad.back().text_length = 3;
  for (size_t i = 0; i < bad.size(); i++) {
    EXPECT_EQ(make({good, bad[i]}, options, &error), STANCE_DATA) << i;
    EXPECT_STREQ(error.file, "records") << i;
    EXPECT_EQ(error.line, 2) << i;
  }
  EXPECT_EQ(make({}, options, &error), STANCE_DATA);
  options.skip_bad = true;
  EXPECT_EQ(make({good, bad[0]}, options, &error), STANCE_OK) << error.message;
  EXPECT_EQ(make({bad[0]}, options, &error), STANCE_DATA);
}
