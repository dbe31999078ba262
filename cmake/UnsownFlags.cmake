# The language, the warnings and the sanitizers of everything we compile, put on a target by
# unsown_compile(target).  Nothing is set globally, so that what a consumer adds stays his.

function(unsown_compile target)
    set_target_properties(${target} PROPERTIES
        C_STANDARD 11 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF C_VISIBILITY_PRESET hidden
        CXX_STANDARD 17 CXX_STANDARD_REQUIRED ON CXX_EXTENSIONS OFF CXX_VISIBILITY_PRESET hidden
        VISIBILITY_INLINES_HIDDEN ON
        POSITION_INDEPENDENT_CODE ON)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic)
    if(UNSOWN_WERROR)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
    if(UNSOWN_SANITIZE)
        set(sanitize -fsanitize=address,undefined -fno-omit-frame-pointer
            -fno-sanitize-recover=undefined)
        target_compile_options(${target} PRIVATE ${sanitize})
        target_link_options(${target} PUBLIC ${sanitize})
    endif()
endfunction()
