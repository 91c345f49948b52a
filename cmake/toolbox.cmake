# What the floor plan is built with: warnings, compiler cache, linker, and the function room().

add_compile_options(-Wall -Wextra -Wshadow -Wconversion)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-restrict) # g++ 12 warns of its own std::string (GCC bug 105651)
endif()

find_program(CCACHE ccache)
if(CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT CMAKE_DISABLE_PRECOMPILE_HEADERS)
        add_compile_options(-fpch-preprocess) # without it ccache leaves such files alone
    endif()
endif()
find_program(MOLD mold)
if(MOLD)
    add_link_options(-fuse-ld=mold)
endif()

# Parses cmake/precompiled/<kind>.hpp once for all targets that REUSE_FROM precompiled_<kind>. Presets but
# dev and tsan compile without: there a file that does not include what it uses is found.
function(precompile kind)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/precompiled.cpp CONTENT "") # a target must have a source
    add_library(precompiled_${kind} OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
    target_precompile_headers(precompiled_${kind} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/precompiled/${kind}.hpp)
    target_link_libraries(precompiled_${kind} PRIVATE ${ARGN})
endfunction()

# Compiles a text file into a room: <file> becomes the string_view <name> of the room's namespace.
function(embed room name file)
    file(READ ${file} text)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    set(source ${CMAKE_BINARY_DIR}/embedded/${room}_${name}.cpp)
    file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
[[#include "@room@/embedded.hpp"

const std::string_view fingerpost::@room@::@name@ = R"embedded(@text@)embedded";
]])
    target_sources(${room} PRIVATE ${source})
endfunction()

# Makes the library target <room> from every .cpp in the folder. LIBS are PRIVATE: their headers
# reach no other room. ${precompiled} names the headers that rooms from here on parse once.
function(room folder)
    cmake_parse_arguments(R "" "" "USES;LIBS" ${ARGN})
    get_filename_component(name ${folder} NAME)
    get_filename_component(wing ${folder} DIRECTORY)
    file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.cpp)
    add_library(${name} STATIC ${sources})
    target_include_directories(${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/${wing})
    target_compile_definitions(${name} PRIVATE FINGERPOST_VERSION="${PROJECT_VERSION}")
    target_link_libraries(${name} PUBLIC ${R_USES} PRIVATE ${R_LIBS})
    target_precompile_headers(${name} REUSE_FROM precompiled_${precompiled})
    set_target_properties(${name} PROPERTIES PRECOMPILED ${precompiled})
endfunction()
