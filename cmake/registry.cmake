# elevaite_registry(FOLDER ARGUMENTS): writes register_all(ARGUMENTS) for src/FOLDER, which calls
# register_<file>(...) of every file in it, in alphabetical order. A file that forgets its function
# does not link, with its name in the message. ARGUMENTS is "Type& name" pairs; HEADER declares the
# types.
function(elevaite_registry folder)
  cmake_parse_arguments(ARG "" "HEADER;SIGNATURE;CALL;TARGET" "" ${ARGN})
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.cpp)
  list(FILTER files EXCLUDE REGEX "_test\\.cpp$")
  list(SORT files)
  string(REPLACE "/" "::" namespace ${folder})
  set(declarations "")
  set(calls "")
  foreach(file ${files})
    get_filename_component(stem ${file} NAME_WE)
    string(APPEND declarations "void register_${stem}(${ARG_SIGNATURE});\n")
    string(APPEND calls "  register_${stem}(${ARG_CALL});\n")
  endforeach()
  string(REPLACE "/" "_" flat ${folder})
  set(out ${CMAKE_BINARY_DIR}/registry/${flat}.cpp)
  file(CONFIGURE OUTPUT ${out} @ONLY CONTENT
"// Generated from the folder listing by cmake/registry.cmake.
#include \"${ARG_HEADER}\"
namespace elevaite::${namespace} {
${declarations}
void register_all(${ARG_SIGNATURE});
void register_all(${ARG_SIGNATURE}) {
${calls}}
}  // namespace elevaite::${namespace}
")
  target_sources(${ARG_TARGET} PRIVATE ${out})
endfunction()
