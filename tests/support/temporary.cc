#include "tests/support/temporary.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

Temporary::Temporary() {
  std::string pattern = (std::filesystem::temp_directory_path() / "stance-test-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("mkdtemp failed");
  folder_ = pattern;
}
Temporary::~Temporary() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}
std::string Temporary::write(const std::string &name, const std::string &bytes) const {
  std::ofstream(path(name), std::ios::binary) << bytes;
  return path(name);
}
std::string read_file(const std::string &path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}
bool exists(const std::string &path) { return std::filesystem::exists(path); }
