# What `cmake --install` lays down, in components that the Debian packages are made of: programs (with the default model, manual pages and
# completions: packaging/), library, train-library, development, python.
include(CMakePackageConfigHelpers)
install(TARGETS stance-command RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT programs)
install(TARGETS stance-train stance-serve RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/stance COMPONENT programs)
install(TARGETS stance-html LIBRARY DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/stance COMPONENT programs)
install(FILES ${STANCE_DEFAULT_MODEL} DESTINATION ${CMAKE_INSTALL_DATADIR}/stance COMPONENT programs)
file(GLOB manual CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/*.md)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/SECURITY.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md ${PROJECT_SOURCE_DIR}/LICENSE
        DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT programs)
install(FILES ${manual} DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs COMPONENT programs) # where the links of README.md lead
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/images DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs COMPONENT programs)

install(TARGETS stance EXPORT stance-targets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library NAMELINK_COMPONENT development)
install(TARGETS stance_train EXPORT stance-targets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT train-library
        NAMELINK_COMPONENT development)
install(TARGETS stance_static stance_train_static EXPORT stance-static-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        COMPONENT development)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/stance DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development
        FILES_MATCHING PATTERN "*.h")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/examples DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT development)

# pkg-config: relative to the file, so that the whole prefix can be moved.
file(RELATIVE_PATH prefix_from_pc ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" prefix_from_pc "${prefix_from_pc}")
file(RELATIVE_PATH libdir_from_prefix ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_LIBDIR})
file(RELATIVE_PATH includedir_from_prefix ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
foreach(package stance stance_train)
  configure_file(cmake/${package}.pc.in ${package}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/${package}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
endforeach()

# find_package(stance) and find_package(stance COMPONENTS static).
set(stance_cmake ${CMAKE_INSTALL_LIBDIR}/cmake/stance)
install(EXPORT stance-targets NAMESPACE stance:: DESTINATION ${stance_cmake} COMPONENT development)
install(EXPORT stance-static-targets NAMESPACE stance:: DESTINATION ${stance_cmake} COMPONENT development)
configure_package_config_file(cmake/stanceConfig.cmake.in stanceConfig.cmake INSTALL_DESTINATION ${stance_cmake})
write_basic_package_version_file(stanceConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/stanceConfig.cmake ${PROJECT_BINARY_DIR}/stanceConfigVersion.cmake DESTINATION ${stance_cmake}
        COMPONENT development)

# The module for Python, pure Python over libstance, where Debian's python3 looks for modules (docs/python.md).
set(STANCE_PYTHONDIR lib/python3/dist-packages CACHE PATH "where Python finds modules")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/python/stance DESTINATION ${STANCE_PYTHONDIR} COMPONENT python
        FILES_MATCHING PATTERN "*.py" PATTERN "py.typed" PATTERN "__pycache__" EXCLUDE)
