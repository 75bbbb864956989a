# Compiles a file of the tree into the program: defines NAME and NAME_length in a generated C file whose path goes into OUT.
function(stance_embed out name file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  get_filename_component(base ${file} NAME)
  set(generated ${PROJECT_BINARY_DIR}/generated/${name}.c)
  file(CONFIGURE OUTPUT ${generated} CONTENT
       "/* Generated from ${base} by cmake/StanceEmbed.cmake. */\n#include <stddef.h>\nextern const unsigned char ${name}[];\nextern const size_t ${name}_length;\nconst unsigned char ${name}[] = {${bytes} 0};\nconst size_t ${name}_length = sizeof ${name} - 1;\n" @ONLY)
  set(${out} ${generated} PARENT_SCOPE)
endfunction()
