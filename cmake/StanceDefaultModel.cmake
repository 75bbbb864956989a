# The default model is trained by the build itself, from the shipped statements, by the recipe in models/.
file(GLOB STANCE_STATEMENTS CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/datasets/statements/*.jsonl)
file(STRINGS ${PROJECT_SOURCE_DIR}/models/default_recipe.txt STANCE_RECIPE REGEX "^--")
string(REPLACE " " ";" STANCE_RECIPE "${STANCE_RECIPE}")
set(STANCE_DEFAULT_MODEL ${PROJECT_BINARY_DIR}/default.stance)
add_custom_command(
  OUTPUT ${STANCE_DEFAULT_MODEL}
  COMMAND stance-train train ${STANCE_RECIPE} --quiet ${STANCE_STATEMENTS} -o ${STANCE_DEFAULT_MODEL}
  DEPENDS stance-train ${STANCE_STATEMENTS} ${PROJECT_SOURCE_DIR}/models/default_recipe.txt
  COMMENT "Training the default model" VERBATIM)
add_custom_target(default-model ALL DEPENDS ${STANCE_DEFAULT_MODEL})
