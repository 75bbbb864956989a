/* Put before serve/http.c in fuzz_http.c's program: the same server without threads and without a port. It is run by whoever gives it a
   connection, so that an input begins and ends in one call. */
#ifndef STANCE_TESTS_FUZZ_HTTP_FLAGS_H
#define STANCE_TESTS_FUZZ_HTTP_FLAGS_H
#include <microhttpd.h>

#define MHD_start_daemon(flags, ...) MHD_start_daemon(MHD_USE_ERROR_LOG, __VA_ARGS__)
#define serve_http_start fuzz_http_start
#endif
