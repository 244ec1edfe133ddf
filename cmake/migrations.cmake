# elevaite_migrations(TARGET): compiles migrations/*.sql into TARGET. The same file, run as a script at
# build time (cmake -P), writes the C++ source, so that an edited migration is picked up by the next build.
if(CMAKE_SCRIPT_MODE_FILE)
  set(entries "")
  foreach(file ${FILES})
    get_filename_component(name ${file} NAME)
    file(READ ${file} text)
    # Compilers bound the length of one literal; adjacent literals are one text. Cut at line ends, never
    # inside a character.
    set(literals "")
    string(LENGTH "${text}" length)
    set(at 0)
    while(at LESS length)
      string(SUBSTRING "${text}" ${at} 8000 chunk)
      string(FIND "${chunk}" "\n" end REVERSE)
      math(EXPR size "${end} + 1")
      if(size GREATER 0)
        string(SUBSTRING "${chunk}" 0 ${size} chunk)
      endif()
      string(LENGTH "${chunk}" size)
      string(APPEND literals "\n     R\"sql(${chunk})sql\"")
      math(EXPR at "${at} + ${size}")
    endwhile()
    string(APPEND entries "    {\"${name}\",${literals}},\n")
  endforeach()
  file(WRITE ${OUT}
"// Generated from migrations/*.sql by cmake/migrations.cmake.
#include \"adapters/database/embedded_migrations.hpp\"

namespace elevaite::adapters::database {
namespace {
constexpr EmbeddedFile kFiles[] = {
${entries}};
}
std::span<const EmbeddedFile> embedded_migration_files() { return kFiles; }
}  // namespace elevaite::adapters::database
")
  return()
endif()

set(ELEVAITE_MIGRATIONS_SCRIPT ${CMAKE_CURRENT_LIST_FILE})
function(elevaite_migrations target)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/migrations/*.sql)
  list(SORT files)
  set(out ${CMAKE_BINARY_DIR}/migrations/embedded_migrations.cpp)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} "-DFILES=${files}" -DOUT=${out} -P ${ELEVAITE_MIGRATIONS_SCRIPT}
    DEPENDS ${files} ${ELEVAITE_MIGRATIONS_SCRIPT} VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
