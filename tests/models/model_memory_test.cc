/* A model from memory, and where the default one is found. */
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "stance/model.h"
#include "tests/support/paths.h"
#include "tests/support/temporary.h"

namespace {
const char kModel[] = STANCE_BINARY_DIR "/default.stance";

/* Sets a variable of the environment for a test, and puts back what it was. */
class Variable {
public:
  Variable(const char *name, const char *value) : name_(name) {
    if (const char *was = getenv(name)) before_ = was, had_ = true;
    setenv(name, value, 1);
  }
  ~Variable() { had_ ? setenv(name_, before_.c_str(), 1) : unsetenv(name_); }

private:
  const char *name_;
  std::string before_;
  bool had_ = false;
};
} // namespace

TEST(ModelMemory, AnswersAsTheFileDoesAfterItsBytesAreGone) {
  std::string bytes = read_file(kModel);
  stance_model *file = nullptr, *memory = nullptr;
  stance_error error;
  ASSERT_EQ(stance_model_open(&file, kModel, &error), STANCE_OK) << error.message;
  ASSERT_EQ(stance_model_open_memory(&memory, bytes.data(), bytes.size(), nullptr, &error), STANCE_OK) << error.message;
  bytes.assign(bytes.size(), '\0');
  const std::string text = "We reject the plan, but we are ready to talk.";
  const stance_text one = {text.data(), text.size()};
  stance_label a, b;
  double p[2], q[2];
  ASSERT_EQ(stance_label_batch(file, &one, 1, 1, &a, p, nullptr), STANCE_OK);
  ASSERT_EQ(stance_label_batch(memory, &one, 1, 1, &b, q, nullptr), STANCE_OK);
  EXPECT_EQ(a.label, b.label);
  EXPECT_EQ(a.decision, b.decision);
  EXPECT_EQ(p[0], q[0]);
  EXPECT_STREQ(stance_model_card(file), stance_model_card(memory));
  stance_model_close(file);
  stance_model_close(memory);
}

TEST(ModelMemory, RefusesWhatIsNoModel) {
  std::string bytes = read_file(kModel);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  stance_model *model = nullptr;
  stance_error error;
  EXPECT_EQ(stance_model_open_memory(&model, bytes.data(), bytes.size(), "built in", &error), STANCE_MODEL);
  EXPECT_STREQ(error.file, "built in");
  for (size_t size : {size_t{0}, size_t{1}, size_t{24}, size_t{25}, bytes.size() - 1})
    EXPECT_EQ(stance_model_open_memory(&model, bytes.data(), size, nullptr, &error), STANCE_MODEL) << size;
  EXPECT_STREQ(error.file, "model in memory");
  EXPECT_EQ(model, nullptr);
}

TEST(DefaultModel, IsTheOneThatTheEnvironmentNames) {
  Variable v("STANCE_MODEL", "/nowhere/my.stance");
  char path[4096] = "";
  ASSERT_EQ(stance_model_default_path(path, sizeof path, nullptr), STANCE_OK); /* opening says that it is not there */
  EXPECT_STREQ(path, "/nowhere/my.stance");
  char small[4] = "abc";
  EXPECT_EQ(stance_model_default_path(small, sizeof small, nullptr), STANCE_USAGE);
  EXPECT_STREQ(small, "abc");
}

TEST(ModelMemory, AnEmptyTextMayBeNull) {
  stance_model *model = nullptr;
  stance_labeller *labeller = nullptr;
  stance_reason reason;
  stance_label a, b;
  const stance_text empty = {nullptr, 0};
  size_t found = 7;
  ASSERT_EQ(stance_model_open(&model, kModel, nullptr), STANCE_OK);
  ASSERT_EQ(stance_labeller_new(&labeller, model, nullptr), STANCE_OK);
  ASSERT_EQ(stance_label_text(labeller, nullptr, 0, &a, nullptr, nullptr), STANCE_OK);
  ASSERT_EQ(stance_explain_text(labeller, nullptr, 0, 0, &reason, 1, &found, nullptr), STANCE_OK);
  ASSERT_EQ(stance_label_batch(model, &empty, 1, 0, &b, nullptr, nullptr), STANCE_OK);
  EXPECT_EQ(a.known_terms, 0u);
  EXPECT_EQ(found, 0u);
  EXPECT_EQ(b.decision, a.decision);
  stance_labeller_free(labeller);
  stance_model_close(model);
}
