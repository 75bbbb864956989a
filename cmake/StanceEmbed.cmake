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

# What a Content-Security-Policy calls a style by: defines NAME, "sha256-" and the base64 of the file's SHA-256, in a generated C file
# whose path goes into OUT.
function(stance_style_hash out name file)
  set(digits ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
  file(SHA256 ${file} hex)
  set(text "")
  foreach(at RANGE 0 60 6) # three bytes are four digits; the last two bytes are three and a =
    string(SUBSTRING "${hex}00" ${at} 6 three)
    math(EXPR value "0x${three}")
    foreach(shift 18 12 6 0)
      math(EXPR digit "(${value} >> ${shift}) & 63")
      string(SUBSTRING ${digits} ${digit} 1 character)
      string(APPEND text ${character})
    endforeach()
  endforeach()
  string(SUBSTRING ${text} 0 43 text)
  set(generated ${PROJECT_BINARY_DIR}/generated/${name}.c)
  get_filename_component(base ${file} NAME)
  file(CONFIGURE OUTPUT ${generated} CONTENT
       "/* Generated from ${base} by cmake/StanceEmbed.cmake. */\nextern const char ${name}[];\nconst char ${name}[] = \"sha256-${text}=\";\n" @ONLY)
  set(${out} ${generated} PARENT_SCOPE)
endfunction()
