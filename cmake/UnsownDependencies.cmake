# Finds Z3, threads and every LLVM asked for; stops with the Debian package's name when one that
# cannot be done without is missing.
#
# Several LLVM releases cannot be had through find_package(LLVM) in one configure run, because each
# defines the same targets.  So each is described by its llvm-config instead, and becomes an
# interface target of its own.

# Z3, its C API
find_path(UNSOWN_Z3_INCLUDE z3.h PATH_SUFFIXES z3)
find_library(UNSOWN_Z3_LIBRARY z3)
mark_as_advanced(UNSOWN_Z3_INCLUDE UNSOWN_Z3_LIBRARY)
if(NOT UNSOWN_Z3_INCLUDE OR NOT UNSOWN_Z3_LIBRARY)
    message(FATAL_ERROR "Z3 is missing: install the package libz3-dev.")
endif()
add_library(z3::z3 INTERFACE IMPORTED)
target_include_directories(z3::z3 SYSTEM INTERFACE "${UNSOWN_Z3_INCLUDE}")
target_link_libraries(z3::z3 INTERFACE "${UNSOWN_Z3_LIBRARY}")

set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)

# Sets `variable` to the answer of the llvm-config of that release.
function(unsown_ask_llvm config question variable)
    execute_process(COMMAND "${config}" ${question} OUTPUT_VARIABLE answer
                    OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "${config} ${question} failed.")
    endif()
    set(${variable} "${answer}" PARENT_SCOPE)
endfunction()

# Defines unsown-llvm-<major> when that release is there with all that building a plugin needs;
# otherwise sets `missing` to the packages to install.
function(unsown_find_llvm major missing)
    find_program(UNSOWN_LLVM_CONFIG_${major} NAMES llvm-config-${major} llvm-config
                 HINTS "/usr/lib/llvm-${major}/bin" NAMES_PER_DIR)
    mark_as_advanced(UNSOWN_LLVM_CONFIG_${major})
    set(config "${UNSOWN_LLVM_CONFIG_${major}}")
    if(config)
        unsown_ask_llvm("${config}" --version version)
        if(NOT version MATCHES "^${major}\\.") # an unversioned llvm-config of another release
            set(config NO)
        endif()
    endif()
    if(NOT config)
        set(${missing} "llvm-${major}-dev libclang-${major}-dev" PARENT_SCOPE)
        return()
    endif()

    unsown_ask_llvm("${config}" --includedir include)
    unsown_ask_llvm("${config}" --libdir lib)
    unsown_ask_llvm("${config}" --bindir bin)
    unsown_ask_llvm("${config}" --has-rtti rtti)
    file(GLOB clang_cpp "${lib}/libclang-cpp.so.${major}" "${lib}/libclang-cpp.so.${major}.*")
    file(GLOB llvm "${lib}/libLLVM-${major}.so" "${lib}/libLLVM.so.${major}.*")

    set(lacks)
    if(NOT EXISTS "${include}/llvm-c/Core.h" OR NOT llvm)
        list(APPEND lacks llvm-${major}-dev)
    endif()
    if(NOT EXISTS "${include}/clang/Frontend/FrontendAction.h" OR NOT clang_cpp)
        list(APPEND lacks libclang-${major}-dev)
    endif()
    list(JOIN lacks " " lacks)
    set(${missing} "${lacks}" PARENT_SCOPE)
    if(lacks)
        return()
    endif()

    list(GET clang_cpp 0 clang_cpp)
    list(GET llvm 0 llvm)
    add_library(unsown-llvm-${major} INTERFACE)
    target_include_directories(unsown-llvm-${major} SYSTEM INTERFACE "${include}")
    target_link_libraries(unsown-llvm-${major} INTERFACE "${clang_cpp}" "${llvm}")
    if(rtti STREQUAL "NO")
        target_compile_options(unsown-llvm-${major} INTERFACE
                               $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
    endif()
    set(UNSOWN_LLVM_BIN_${major} "${bin}" PARENT_SCOPE)
    message(STATUS "LLVM ${major}: ${version}")
endfunction()

set(UNSOWN_LLVM_FOUND)
set(advice)
foreach(major IN LISTS UNSOWN_LLVM_VERSIONS)
    if(NOT major IN_LIST UNSOWN_LLVM_SUPPORTED)
        list(JOIN UNSOWN_LLVM_SUPPORTED ", " supported)
        message(FATAL_ERROR "UNSOWN_LLVM_VERSIONS names ${major}; supported are ${supported}.")
    endif()
    unsown_find_llvm(${major} missing)
    if(missing)
        message(STATUS "LLVM ${major}: skipped; it needs: ${missing}")
        string(APPEND advice "\n  for LLVM ${major}: ${missing}")
    else()
        list(APPEND UNSOWN_LLVM_FOUND ${major})
    endif()
endforeach()
if(NOT UNSOWN_LLVM_FOUND)
    message(FATAL_ERROR "No LLVM to build a plugin for.  Install the packages${advice}")
endif()
