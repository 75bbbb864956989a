# The default model is trained by the build itself, from the shipped statements, by the recipe in models/.
file(GLOB STANCE_STATEMENTS CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/datasets/statements/*.jsonl)
set(recipe ${PROJECT_SOURCE_DIR}/models/default_recipe.txt)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${recipe})
file(STRINGS ${recipe} lines REGEX "^--")
set(STANCE_RECIPE)
foreach(line ${lines})
  if(line MATCHES "^(--name|--note) (.*)$")
    set(STANCE_RECIPE ${STANCE_RECIPE} "${CMAKE_MATCH_1}=${CMAKE_MATCH_2}")
  else()
    string(REPLACE " " ";" options "${line}")
    set(STANCE_RECIPE ${STANCE_RECIPE} ${options})
  endif()
endforeach()
set(STANCE_DEFAULT_MODEL ${PROJECT_BINARY_DIR}/default.stance)
add_custom_command(
  OUTPUT ${STANCE_DEFAULT_MODEL}
  COMMAND stance-train train ${STANCE_RECIPE} --quiet ${STANCE_STATEMENTS} -o ${STANCE_DEFAULT_MODEL}
  DEPENDS stance-train ${STANCE_STATEMENTS} ${recipe}
  COMMENT "Training the default model" VERBATIM)
add_custom_target(default-model ALL DEPENDS ${STANCE_DEFAULT_MODEL})
