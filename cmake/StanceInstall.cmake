# What `cmake --install` lays down: three programs, a module, two libraries, headers, the default model, pkg-config and CMake packages.
include(CMakePackageConfigHelpers)
install(TARGETS stance-command RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS stance-train stance-serve RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/stance)
install(TARGETS stance-html LIBRARY DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/stance)
install(TARGETS stance stance_train EXPORT stance-targets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/stance DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${STANCE_DEFAULT_MODEL} DESTINATION ${CMAKE_INSTALL_DATADIR}/stance)

foreach(package stance stance_train)
  configure_file(cmake/${package}.pc.in ${package}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/${package}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()
install(EXPORT stance-targets NAMESPACE stance:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/stance FILE stanceConfig.cmake)
write_basic_package_version_file(stanceConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/stanceConfigVersion.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/stance)

# The module for Python where Debian's python3 looks for modules (docs/python.md).
install(DIRECTORY ${PROJECT_SOURCE_DIR}/python/stance DESTINATION lib/python3/dist-packages COMPONENT python
        FILES_MATCHING PATTERN "*.py" PATTERN "py.typed" PATTERN "__pycache__" EXCLUDE)
