/* A folder of its own for a test, removed at its end, and small helpers. */
#ifndef STANCE_TESTS_SUPPORT_TEMPORARY_H
#define STANCE_TESTS_SUPPORT_TEMPORARY_H
#include <string>

class Temporary {
public:
  Temporary();
  ~Temporary();
  std::string path(const std::string &name) const { return folder_ + "/" + name; }
  /* Writes the file and returns its path. */
  std::string write(const std::string &name, const std::string &bytes) const;
  const std::string &folder() const { return folder_; }

private:
  std::string folder_;
};
std::string read_file(const std::string &path);
bool exists(const std::string &path);
#endif
