# The installed libraries, each shared and static: libstance labels, reads and reports; libstance_train adds OpenBLAS and libsvm.

# What a shared library exports is what include/stance/ declares, nothing else: a version script made from the headers. libstance_train holds
# its own copies of what it needs of the rooms below, and takes what is public from libstance.
function(stance_export library)
  set(names "")
  foreach(header ${ARGN})
    file(READ ${header} text)
    string(REGEX REPLACE "/[*]([^*]|[*]+[^*/])*[*]+/" "" text "${text}")
    string(REGEX MATCHALL "stance_[a-z0-9_]+[(]" found "${text}")
    list(APPEND names ${found})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${header})
  endforeach()
  list(REMOVE_DUPLICATES names)
  list(SORT names)
  list(TRANSFORM names REPLACE "[(]" ";")
  string(REPLACE ";;" ";\n    " names "${names}")
  set(script ${PROJECT_BINARY_DIR}/generated/${library}.map)
  file(CONFIGURE OUTPUT ${script} CONTENT "STANCE_0 {\n  global:\n    @names@\n  local:\n    *;\n};\n" @ONLY)
  target_link_options(${library} PRIVATE -Wl,--version-script=${script})
  set_property(TARGET ${library} APPEND PROPERTY LINK_DEPENDS ${script})
endfunction()

file(GLOB api_headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/stance/*.h)
set(train_header ${PROJECT_SOURCE_DIR}/include/stance/train.h)
list(REMOVE_ITEM api_headers ${train_header})

# What a program that takes the rooms in links besides: the labelling half, which libstance_train's copies need too, as an archive.
add_library(stance_rooms STATIC)
target_link_libraries(stance_rooms PUBLIC ${labelling_rooms} ${labelling_libraries})
set_target_properties(stance_rooms PROPERTIES LINKER_LANGUAGE C)

add_library(stance SHARED)
add_library(stance_train SHARED)
target_link_libraries(stance PRIVATE ${labelling_rooms} html_room ${labelling_libraries})
target_link_libraries(stance_train PUBLIC stance PRIVATE train_room stance_rooms ${training_libraries})
stance_export(stance ${api_headers})
stance_export(stance_train ${train_header})

set(labelling_objects "")
foreach(room ${labelling_rooms} html_room)
  list(APPEND labelling_objects $<TARGET_OBJECTS:${room}>)
endforeach()
add_library(stance_static STATIC ${labelling_objects})
add_library(stance_train_static STATIC $<TARGET_OBJECTS:train_room>)

foreach(library stance stance_train)
  set_target_properties(${library} PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION 0 BUILD_RPATH_USE_ORIGIN ON)
  set_target_properties(${library}_static PROPERTIES OUTPUT_NAME ${library})
endforeach()
foreach(library stance stance_train stance_static stance_train_static)
  set_target_properties(${library} PROPERTIES LINKER_LANGUAGE C)
  target_include_directories(${library} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                             $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
endforeach()
