/* A record as it stands in a label file, its line end included. */
#ifndef STANCE_TESTS_SERVE_RECORD_LINE_H
#define STANCE_TESTS_SERVE_RECORD_LINE_H
#include <string>

extern "C" {
#include "serve/label_record.h"
}

inline std::string line_of(const serve_record &r) {
  stance__buffer b = STANCE__BUFFER_INIT;
  serve_record_print(&b, &r);
  std::string line(b.data, b.length);
  stance__buffer_release(&b);
  return line;
}
#endif
