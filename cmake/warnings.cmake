# Every warning is an error in our own code; third-party headers are system headers.
add_library(elevaite_warnings INTERFACE)
target_compile_options(elevaite_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wswitch-enum
  -Wno-missing-field-initializers -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these in the standard library and in Boost when it inlines coroutines.
  target_compile_options(elevaite_warnings INTERFACE
    -Wno-maybe-uninitialized -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow
    -Wno-stringop-overread -Wno-dangling-reference -Wno-free-nonheap-object
    -Wno-mismatched-new-delete)
  # A joined build includes each source, so that what is local to it looks like a header's.
  target_compile_options(elevaite_warnings INTERFACE -fcoroutines -Wno-subobject-linkage)
endif()
