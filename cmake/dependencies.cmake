# All third-party code in one interface library. Everything comes from Debian 12 packages (see `x`).
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(OpenSSL 3 REQUIRED)
find_package(CURL 7.88 REQUIRED)
find_package(PostgreSQL 15 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(fmt 9 REQUIRED)
find_library(CCTZ_LIBRARY cctz REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(GLIB REQUIRED IMPORTED_TARGET glib-2.0)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo)
pkg_check_modules(CMARK REQUIRED IMPORTED_TARGET libcmark-gfm)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(LIBXML2 REQUIRED IMPORTED_TARGET libxml-2.0)
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)

add_library(elevaite_dependencies INTERFACE)
target_compile_definitions(elevaite_dependencies INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED
  BOOST_ASIO_HAS_CO_AWAIT)
target_link_libraries(elevaite_dependencies INTERFACE
  Threads::Threads Boost::json Boost::url OpenSSL::SSL OpenSSL::Crypto CURL::libcurl
  PostgreSQL::PostgreSQL SQLite::SQLite3 fmt::fmt PkgConfig::SODIUM PkgConfig::GLIB PkgConfig::RE2
  ${CCTZ_LIBRARY})

# A run is many small JSON values, and with glibc's allocator a third of the engine's time went into
# malloc and free. Named first in a program's link line it replaces them for all libraries. The
# sanitizers bring an allocator of their own.
add_library(elevaite_allocator INTERFACE)
if(CMAKE_BUILD_TYPE STREQUAL Release)
  find_package(mimalloc 2.0 REQUIRED)
  target_link_libraries(elevaite_allocator INTERFACE -Wl,--push-state,--no-as-needed mimalloc -Wl,--pop-state)
endif()

# For src/adapters/report only. The table, task list and strike-through extensions have no .pc file.
add_library(elevaite_report_dependencies INTERFACE)
target_link_libraries(elevaite_report_dependencies INTERFACE
  PkgConfig::PANGOCAIRO PkgConfig::CMARK cmark-gfm-extensions PkgConfig::XLSXWRITER)

# For src/adapters/parser only, which reads Markdown with cmark besides.
add_library(elevaite_parser_dependencies INTERFACE)
target_link_libraries(elevaite_parser_dependencies INTERFACE PkgConfig::LIBXML2 PkgConfig::LIBZIP)

find_package(GTest REQUIRED)
add_library(gtest ALIAS GTest::gtest)
add_library(gmock ALIAS GTest::gmock)
add_library(gtest_main ALIAS GTest::gtest_main)
