# elevaite_embed(TARGET FOLDER): every file of src/FOLDER becomes part of the program:
# embedded_<last folder>(name) answers its text, or an empty view. Declared in FOLDER/embedded.hpp.
function(elevaite_embed target folder)
  get_filename_component(last ${folder} NAME)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.json
       ${CMAKE_SOURCE_DIR}/src/${folder}/*.sql)
  list(SORT files)
  set(entries "")
  foreach(file ${files})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    get_filename_component(name ${file} NAME)
    file(READ ${file} text)
    # A raw string literal of more than 64 KiB is not portable: cut into chunks that follow each other.
    string(LENGTH "${text}" length)
    set(chunks "")
    set(at 0)
    while(at LESS length)
      string(SUBSTRING "${text}" ${at} 8000 chunk)
      string(APPEND chunks "R\"elevaite~(${chunk})elevaite~\"\n")
      math(EXPR at "${at} + 8000")
    endwhile()
    string(APPEND entries "  if (name == \"${name}\") return ${chunks};\n")
  endforeach()
  set(out ${CMAKE_BINARY_DIR}/embedded/${last}.cpp)
  # Through a second file, so that an unchanged text is not compiled again; copied as it is, because the texts
  # may hold what looks like a variable.
  file(WRITE ${out}.new
"// Generated from src/${folder} by cmake/embed.cmake.
#include \"${folder}/embedded.hpp\"
namespace elevaite::apps {
std::string_view embedded_${last}(std::string_view name) {
${entries}  return {};
}
}  // namespace elevaite::apps
")
  configure_file(${out}.new ${out} COPYONLY)
  target_sources(${target} PRIVATE ${out})
endfunction()
