# What `cmake --install` puts where.  Everything finds the rest relative to itself, so that an
# installation can be moved as a whole.

include(CMakePackageConfigHelpers)
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/unsown")

# 1. The plugins and the tool
foreach(major IN LISTS UNSOWN_LLVM_FOUND)
    install(TARGETS unsown-${major} LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
endforeach()
install(TARGETS unsown-engine RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(PROGRAMS plugin/report/unsown-audit.py DESTINATION "${CMAKE_INSTALL_BINDIR}"
    RENAME unsown-audit)

# 2. The headers, the allocator, and both as CMake targets
install(DIRECTORY plugin/include/unsown allocator/include/unsown
        DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.h")
set_target_properties(unsown-intent PROPERTIES EXPORT_NAME intent)
install(TARGETS unsown-intent ${UNSOWN_ALLOCATORS} EXPORT unsown
        ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
        LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
if(TARGET unsown-malloc)
    install(TARGETS unsown-malloc LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
endif()
install(EXPORT unsown NAMESPACE unsown:: FILE unsown-targets.cmake DESTINATION "${package_dir}")

# 3. find_package(unsown)
configure_package_config_file(cmake/unsown-config.cmake.in unsown-config.cmake
    INSTALL_DESTINATION "${package_dir}" PATH_VARS CMAKE_INSTALL_LIBDIR)
write_basic_package_version_file(unsown-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/unsown-config.cmake"
              "${CMAKE_CURRENT_BINARY_DIR}/unsown-config-version.cmake"
        DESTINATION "${package_dir}")

# 4. pkg-config
cmake_path(RELATIVE_PATH CMAKE_INSTALL_FULL_LIBDIR BASE_DIRECTORY "${CMAKE_INSTALL_PREFIX}"
           OUTPUT_VARIABLE libdir)
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX
           BASE_DIRECTORY "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" OUTPUT_VARIABLE to_prefix)
configure_file(cmake/unsown.pc.in unsown.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/unsown.pc"
        DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

# 5. Models to read and copy, the lit kit, the documentation
install(DIRECTORY plugin/models/ DESTINATION "${CMAKE_INSTALL_DATADIR}/unsown/models"
        FILES_MATCHING PATTERN "*.h")
install(FILES lit-tests/kit/unsown_kit.py lit-tests/kit/lit.cfg.py
        DESTINATION "${CMAKE_INSTALL_DATADIR}/unsown/lit")
install(FILES LICENSE README.md CHANGELOG.md DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES docs/unsown.3 DESTINATION "${CMAKE_INSTALL_MANDIR}/man3")
install(DIRECTORY docs DESTINATION "${CMAKE_INSTALL_DOCDIR}")
