# The language, the warnings, the sanitizers and the tools that make a build fast.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

set(SINERGI_SANITIZE "" CACHE STRING "Sanitizers to build with, as -fsanitize takes them")
option(SINERGI_FUZZ "Build the libFuzzer targets (clang only)" OFF)

find_program(SINERGI_CCACHE ccache)
if(SINERGI_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SINERGI_CCACHE})
endif()

# What our own code is compiled with. Generated code links sinergi_sanitizers only.
add_library(sinergi_warnings INTERFACE)
target_compile_options(sinergi_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
  $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety>)

add_library(sinergi_sanitizers INTERFACE)
if(SINERGI_SANITIZE)
  target_compile_options(sinergi_sanitizers INTERFACE
    -fsanitize=${SINERGI_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(sinergi_sanitizers INTERFACE -fsanitize=${SINERGI_SANITIZE})
endif()
if(SINERGI_FUZZ)
  target_compile_options(sinergi_sanitizers INTERFACE -fsanitize=fuzzer-no-link)
endif()

find_program(SINERGI_MOLD mold)
if(SINERGI_MOLD)
  target_link_options(sinergi_sanitizers INTERFACE -fuse-ld=mold)
endif()
