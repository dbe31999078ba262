# Writes the models into a C file, as text of which the engine parses what a program needs.
#
#     cmake -DOUTPUT=models.c [-DMODELS=directory] -P embed.cmake
#
# MODELS is where the *.h are, this script's own directory by default.  Each becomes an array of
# characters: a string literal of that length is more than ISO C lets a program rely on.
if(NOT OUTPUT)
    message(FATAL_ERROR "usage: cmake -DOUTPUT=models.c [-DMODELS=directory] -P embed.cmake")
endif()
if(NOT MODELS)
    set(MODELS "${CMAKE_CURRENT_LIST_DIR}")
endif()

file(GLOB models "${MODELS}/*.h")
list(FILTER models EXCLUDE REGEX "/model\\.h$") # the macros for a C compiler: no model in it
list(SORT models)
if(NOT models)
    message(FATAL_ERROR "no models in ${MODELS}")
endif()

set(texts "")
set(table "")
set(count 0)
foreach(model IN LISTS models)
    get_filename_component(name "${model}" NAME)
    file(READ "${model}" bytes HEX)
    string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    string(APPEND texts "static const char model_${count}[] = {\n${bytes}0};\n\n")
    string(APPEND table "    {\"${name}\", model_${count}, sizeof model_${count} - 1},\n")
    math(EXPR count "${count} + 1")
endforeach()

file(WRITE "${OUTPUT}.new" "/* Generated from the models by models/embed.cmake. */
#include \"engine/contract.h\"

${texts}const struct contract_source contract_builtin[] = {
${table}};
const uint32_t contract_builtin_count = ${count};
")
file(RENAME "${OUTPUT}.new" "${OUTPUT}")
