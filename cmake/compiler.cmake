# One way to compile: Clang, C++23, every warning an error, ccache and lld where they are installed.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang" OR CMAKE_CXX_COMPILER_VERSION VERSION_LESS 19)
  message(FATAL_ERROR "Heed is compiled with Clang 19 or newer: use a preset (cmake --preset release). "
                      "g++ 12 miscompiles coroutines without a warning.")
endif()

find_program(CCACHE ccache)
if(CCACHE)
  # Precompiled headers and ccache agree only when the header's time stamp is left out of account.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()

option(HEED_FUZZ "build the fuzz targets" OFF)
set(HEED_SANITIZE "" CACHE STRING "sanitizers for every file, as for -fsanitize=")

add_library(heed_options INTERFACE)
target_compile_options(heed_options INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast -Wthread-safety -Werror
  "SHELL:-Xclang -fno-pch-timestamp" -fpch-instantiate-templates)
target_link_options(heed_options INTERFACE -fuse-ld=lld)
if(HEED_FUZZ)
  # Coverage for the fuzzer in every file, the entry point only in the targets themselves.
  target_compile_options(heed_options INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(heed_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(HEED_SANITIZE)
  target_compile_options(heed_options INTERFACE -fsanitize=${HEED_SANITIZE} -fno-omit-frame-pointer
                                                -fno-sanitize-recover=all)
  target_link_options(heed_options INTERFACE -fsanitize=${HEED_SANITIZE})
endif()
