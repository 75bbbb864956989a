# Everything comes from Debian 12; ./bootstrap installs it. libsvm and Snowball ship no pkg-config file.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(cjson REQUIRED IMPORTED_TARGET libcjson)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(openblas REQUIRED IMPORTED_TARGET openblas)

function(stance_find_library target header library)
  string(MAKE_C_IDENTIFIER ${library} id)
  find_path(${id}_INCLUDE ${header} REQUIRED)
  find_library(${id}_LIBRARY ${library} REQUIRED)
  add_library(${target} UNKNOWN IMPORTED)
  set_target_properties(${target} PROPERTIES IMPORTED_LOCATION ${${id}_LIBRARY}
                        INTERFACE_INCLUDE_DIRECTORIES ${${id}_INCLUDE})
endfunction()
stance_find_library(Libsvm::Libsvm libsvm/svm.h svm)
stance_find_library(Stemmer::Stemmer libstemmer.h stemmer)
