# `stance` is one command to its user and several programs underneath: `stance train` runs stance-train and `stance serve` stance-serve,
# so that labelling never loads OpenBLAS, libsvm or libmicrohttpd.
set(cli ${PROJECT_SOURCE_DIR}/cli)
set(cli_shared ${cli}/options.c ${cli}/describe.c ${cli}/suggest.c ${cli}/shared_options.c ${cli}/terminal.c)
set(cli_train ${cli}/stance_train.c ${cli}/command_train.c ${cli}/libsvm_guard.c)
file(GLOB cli_stance CONFIGURE_DEPENDS ${cli}/*.c)
set(cli_serve ${cli}/stance_serve.c ${cli}/command_serve.c ${cli}/serve_evaluate.c)
list(REMOVE_ITEM cli_stance ${cli_train} ${cli_serve})
# Everything is found relative to the running program, so that what is installed can be moved, and packed for another prefix.
file(RELATIVE_PATH libexec_from_bin ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBEXECDIR}/stance)
file(RELATIVE_PATH data_from_bin ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_DATADIR}/stance)
file(RELATIVE_PATH data_from_libexec ${CMAKE_INSTALL_FULL_LIBEXECDIR}/stance ${CMAKE_INSTALL_FULL_DATADIR}/stance)
set(stance_places STANCE_LIBEXEC_FROM_BIN="${libexec_from_bin}" STANCE_DATA_FROM_BIN="${data_from_bin}"
    STANCE_DATA_FROM_LIBEXEC="${data_from_libexec}")

add_executable(stance-command ${cli_stance})
set_target_properties(stance-command PROPERTIES OUTPUT_NAME stance)
target_link_libraries(stance-command PRIVATE stance_rooms)
# A process that labels a line spends most of its start on mapping libraries. Where the -dev packages bring archives, `stance` holds the small
# ones itself; --as-needed then drops the shared ones behind them.
if(NOT STANCE_SANITIZE)
  foreach(library utf8proc xxhash z)
    find_library(${library}_ARCHIVE lib${library}.a)
    if(${library}_ARCHIVE)
      target_link_libraries(stance-command PRIVATE ${${library}_ARCHIVE})
    endif()
  endforeach()
  target_link_options(stance-command PRIVATE -Wl,--as-needed)
endif()
target_link_libraries(stance-command PRIVATE PkgConfig::cjson ${CMAKE_DL_LIBS})
add_executable(stance-train ${cli_train} ${cli_shared})
target_link_libraries(stance-train PRIVATE train_rooms ${CMAKE_DL_LIBS})
add_executable(stance-serve ${cli_serve} ${cli_shared} ${cli}/model_path.c ${cli}/evaluate_reasons.c ${cli}/evaluate_slices.c)
target_link_libraries(stance-serve PRIVATE serve_room html_room stance_rooms)
add_dependencies(stance-serve stance-train)
add_dependencies(stance-command stance-serve)
foreach(program stance-command stance-train stance-serve)
  target_compile_definitions(${program} PRIVATE ${stance_places})
  # No search path of their own, in the build folder either: CMake ends one that it will edit in an empty part, which is the folder that the
  # user stands in.
  set_target_properties(${program} PROPERTIES LINKER_LANGUAGE C BUILD_WITH_INSTALL_RPATH ON)
endforeach()

# What `stance infer` loads where it meets an HTML page (cli/html_module.c): libxml2 and what it pulls in take longer to map than
# labelling an article takes. It holds its own copy of what it needs of base/.
add_library(html_base STATIC)
target_link_libraries(html_base PUBLIC base_room)
set_target_properties(html_base PROPERTIES LINKER_LANGUAGE C)
add_library(stance-html MODULE)
target_link_libraries(stance-html PRIVATE html_room html_base)
set_target_properties(stance-html PROPERTIES PREFIX "" LINKER_LANGUAGE C)
add_dependencies(stance-command stance-html)
