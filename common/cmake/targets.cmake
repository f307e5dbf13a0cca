# One function per kind of target. Sources are named, never globbed.

# A library of our own: sinergi_library(result SOURCES error.cc DEPS …). Its name is its target.
# TOGETHER compiles several of its sources as one, for many small ones over large headers: names in
# their unnamed namespaces must differ then. Each is compiled alone where clang-tidy looks at it.
function(sinergi_library name)
  cmake_parse_arguments(arg "TOGETHER" "" "SOURCES;DEPS;PRIVATE_DEPS" ${ARGN})
  if(arg_SOURCES)
    add_library(${name} STATIC ${arg_SOURCES})
    if(arg_TOGETHER AND NOT CMAKE_CXX_CLANG_TIDY)
      set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
    endif()
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name}
      PUBLIC ${arg_DEPS} sinergi_sanitizers
      PRIVATE ${arg_PRIVATE_DEPS} sinergi_warnings)
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} INTERFACE ${arg_DEPS} sinergi_sanitizers)
  endif()
endfunction()

# A program: sinergi_program(sinergi-standalone SOURCES main.cc DEPS …), put into <build>/bin.
function(sinergi_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${arg_DEPS} sinergi_warnings sinergi_sanitizers)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
endfunction()

# The migrations of one component, embedded as text: NAME.sqlite.sql and NAME.postgres.sql. The
# function it defines is declared by hand: sinergi_migrations(outbox_migrations FUNCTION
# OutboxMigrations NAMES 0001_outbox). FOLDER names where the files are when it is not migrations/;
# ONLY_SQLITE says that the component lives nowhere else.
function(sinergi_migrations target)
  cmake_parse_arguments(arg "ONLY_SQLITE" "FUNCTION;FOLDER" "NAMES" ${ARGN})
  if(NOT arg_FOLDER)
    set(arg_FOLDER migrations)
  endif()
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${target}.cc)
  set(inputs "")
  set(files "")
  foreach(name ${arg_NAMES})
    set(input ${CMAKE_CURRENT_SOURCE_DIR}/${arg_FOLDER}/${name})
    list(APPEND inputs ${input})
    list(APPEND files ${input}.sqlite.sql)
    if(NOT arg_ONLY_SQLITE)
      list(APPEND files ${input}.postgres.sql)
    endif()
  endforeach()
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DFUNCTION=${arg_FUNCTION} -DOUTPUT=${output} "-DINPUTS=${inputs}"
            -DONLY_SQLITE=${arg_ONLY_SQLITE}
            -P ${PROJECT_SOURCE_DIR}/common/cmake/embed_migrations.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/common/cmake/embed_migrations.cmake VERBATIM)
  add_library(${target} STATIC ${output})
  target_link_libraries(${target} PUBLIC database PRIVATE sinergi_warnings)
endfunction()

# A contract package: sinergi_proto_package(referrals_proto FILES … DEPS … [GRPC]).
# Messages land in <name>, stubs (with GRPC) in <name>_grpc, so that few things compile against gRPC.
function(sinergi_proto_package name)
  cmake_parse_arguments(arg "GRPC" "" "FILES;DEPS" ${ARGN})
  set(root ${PROJECT_SOURCE_DIR}/proto)
  set(out ${PROJECT_BINARY_DIR}/proto)
  file(MAKE_DIRECTORY ${out})
  set(messages "")
  set(stubs "")
  foreach(file ${arg_FILES})
    if(EXISTS ${root}/${file})
      set(source ${root}/${file})
    else()
      set(source ${SINERGI_GOOGLEAPIS}/${file})
    endif()
    string(REGEX REPLACE "\\.proto$" "" stem ${file})
    set(outputs ${out}/${stem}.pb.cc ${out}/${stem}.pb.h)
    list(APPEND messages ${out}/${stem}.pb.cc)
    set(grpc_arguments "")
    if(arg_GRPC AND stem MATCHES "_service$")
      list(APPEND outputs ${out}/${stem}.grpc.pb.cc ${out}/${stem}.grpc.pb.h)
      list(APPEND stubs ${out}/${stem}.grpc.pb.cc)
      set(grpc_arguments --grpc_out=${out}
          --plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>)
    endif()
    add_custom_command(OUTPUT ${outputs}
      COMMAND protobuf::protoc --proto_path=${root} --proto_path=${SINERGI_GOOGLEAPIS}
              --cpp_out=${out} ${grpc_arguments} ${file}
      DEPENDS ${source} VERBATIM)
  endforeach()
  add_library(${name} STATIC ${messages})
  target_include_directories(${name} SYSTEM PUBLIC ${out})
  target_link_libraries(${name} PUBLIC protobuf::libprotobuf ${arg_DEPS} sinergi_sanitizers)
  if(stubs)
    add_library(${name}_grpc STATIC ${stubs})
    target_link_libraries(${name}_grpc PUBLIC ${name} gRPC::grpc++)
  endif()
endfunction()

# One test program of a kind (unit, contract, service, e2e, chaos, architecture):
# sinergi_test(unit result_test SOURCES … DEPS …). CTest labels it with the kind.
function(sinergi_test kind name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE
    ${arg_DEPS} GTest::gmock GTest::gtest_main sinergi_warnings sinergi_sanitizers)
  set_target_properties(${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests/${kind})
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS ${kind}
    ENVIRONMENT "SINERGI_SOURCE=${PROJECT_SOURCE_DIR};SINERGI_BUILD=${PROJECT_BINARY_DIR}")
  add_dependencies(${kind}_tests ${name})
endfunction()

# A program that measures, put into <build>/bench by the target `benches` and by nothing else:
# sinergi_bench(bench-calls SOURCES … DEPS …).
function(sinergi_bench name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} EXCLUDE_FROM_ALL ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${arg_DEPS} sinergi_warnings sinergi_sanitizers)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bench)
  add_dependencies(benches ${name})
endfunction()

# A libFuzzer target for one parser of outside bytes; built only with SINERGI_FUZZ.
function(sinergi_fuzzer name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS" ${ARGN})
  if(NOT SINERGI_FUZZ)
    return()
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${arg_DEPS} sinergi_warnings sinergi_sanitizers)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/fuzz)
endfunction()
