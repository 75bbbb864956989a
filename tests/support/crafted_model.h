/* A model file taken apart, changed, and put together again with a checksum that fits: what damage never does and malice always can. */
#ifndef STANCE_TESTS_SUPPORT_CRAFTED_MODEL_H
#define STANCE_TESTS_SUPPORT_CRAFTED_MODEL_H
#include <cstring>
#include <string>
#include <vector>

struct CraftedTensor {
  std::string name, dtype, shape /* raw JSON */, bytes;
  std::string offsets; /* raw JSON; empty: where the bytes stand */
};

struct CraftedModel {
  std::vector<std::pair<std::string, std::string>> metadata; /* key, raw JSON value */
  std::vector<CraftedTensor> tensors;                        /* in file order; the checksum, the last, gets its bytes by assemble() */
  std::string raw_metadata;                                  /* instead of `metadata`, where not empty */
  std::string raw_header;                                    /* instead of the whole header, where not empty; padded */
  std::string extra_entry;                                   /* one more of the header, with its comma before it */
  bool no_metadata = false;

  /* Takes apart what stance__model_write wrote. */
  explicit CraftedModel(const std::string &file);
  /* The whole file. */
  std::string assemble() const;
  CraftedTensor &tensor(const std::string &name);
  void remove(const std::string &name);
  std::string &meta(const std::string &key);
  template <class T> void put(const std::string &name, size_t index, T value) {
    memcpy(&tensor(name).bytes.at(index * sizeof value), &value, sizeof value);
  }
  template <class T> T get(const std::string &name, size_t index) {
    T value;
    memcpy(&value, &tensor(name).bytes.at(index * sizeof value), sizeof value);
    return value;
  }
};
/* The same bytes with the checksum of all before the last 16. */
std::string with_checksum(std::string file);
#endif
