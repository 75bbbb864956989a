#include "tests/support/system_faults.h"

#include <cerrno>
#include <cstdlib>

#include <cjson/cJSON.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {
struct Fault {
  long left = 0; /* calls until it happens; 0: never */
  int code = 0;
};
Fault faults[static_cast<int>(Call::CALLS)];
long cjson_left = 0;
bool cjson_happened = false;

bool fails(Call call) {
  Fault &fault = faults[static_cast<int>(call)];
  if (fault.left == 0 || --fault.left > 0) return false;
  errno = fault.code;
  return true;
}
long short_or_error(Call call) { return faults[static_cast<int>(call)].code ? -1 : 0; }

void *cjson_malloc(size_t size) {
  if (cjson_left == 0 || --cjson_left > 0) return malloc(size);
  cjson_happened = true;
  return nullptr;
}
} // namespace

SystemFault::SystemFault(Call call, long n, int code) : call_(call) { faults[static_cast<int>(call)] = {n, code}; }
SystemFault::~SystemFault() { faults[static_cast<int>(call_)] = {}; }
bool SystemFault::happened() const { return faults[static_cast<int>(call_)].left == 0; }

void fail_cjson_at(long n) {
  cJSON_Hooks hooks = {cjson_malloc, free};
  cjson_left = n;
  cjson_happened = false;
  cJSON_InitHooks(n ? &hooks : nullptr);
}
bool cjson_failed() { return cjson_happened; }

extern "C" {
int __real_fstat(int file, struct stat *info);
void *__real_mmap(void *address, size_t length, int protection, int flags, int file, off_t offset);
ssize_t __real_pread(int file, void *out, size_t length, off_t offset);
ssize_t __real_read(int file, void *out, size_t length);
void *__real_XXH3_createState(void);

int __wrap_fstat(int file, struct stat *info) { return fails(Call::Fstat) ? -1 : __real_fstat(file, info); }
void *__wrap_mmap(void *address, size_t length, int protection, int flags, int file, off_t offset) {
  return fails(Call::Mmap) ? MAP_FAILED : __real_mmap(address, length, protection, flags, file, offset);
}
ssize_t __wrap_pread(int file, void *out, size_t length, off_t offset) {
  return fails(Call::Pread) ? short_or_error(Call::Pread) : __real_pread(file, out, length, offset);
}
ssize_t __wrap_read(int file, void *out, size_t length) {
  return fails(Call::Read) ? short_or_error(Call::Read) : __real_read(file, out, length);
}
void *__wrap_XXH3_createState(void) { return fails(Call::HashState) ? nullptr : __real_XXH3_createState(); }
}
