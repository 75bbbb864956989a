# Flags every room is compiled with. No contraction into fused multiply-adds and no -march=native: the same bits everywhere.
add_library(stance_flags INTERFACE)
target_compile_definitions(stance_flags INTERFACE _GNU_SOURCE)
target_compile_options(stance_flags INTERFACE -ffp-contract=off -Wall -Wextra -Wshadow -fno-common
                       $<$<COMPILE_LANGUAGE:C>:-Wconversion -Wstrict-prototypes>)
if(CMAKE_C_COMPILER_ID MATCHES Clang) # what clang sees and gcc does not
  target_compile_options(stance_flags INTERFACE -Wimplicit-fallthrough -Wunreachable-code-aggressive -Wloop-analysis -Wcast-align -Wvla -Wundef
                         $<$<COMPILE_LANGUAGE:C>:-Wconditional-uninitialized -Wmissing-prototypes -Wmissing-variable-declarations
                         -Wshift-sign-overflow -Wredundant-decls>)
endif()
if(STANCE_WERROR)
  target_compile_options(stance_flags INTERFACE -Werror)
endif()
if(STANCE_SANITIZE)
  target_compile_options(stance_flags INTERFACE -fsanitize=${STANCE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(stance_flags INTERFACE -fsanitize=${STANCE_SANITIZE})
  if(STANCE_SANITIZE STREQUAL memory)
    target_compile_options(stance_flags INTERFACE -fsanitize-memory-track-origins)
  endif()
elseif(CMAKE_BUILD_TYPE STREQUAL Release)
  # What turns a bug into a crash rather than into somebody else's program; tests/api/hardening.sh reads it off the files. Some compilers
  # define _FORTIFY_SOURCE themselves.
  target_compile_options(stance_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection)
  target_link_options(stance_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
endif()
# Objects are position-independent everywhere (CMakeLists.txt); this makes the programs so, whatever the compiler's own default.
include(CheckPIESupported)
check_pie_supported(LANGUAGES C)
