// Every RPC that the server says it has, called by every role, against the matrix that people wrote
// and read: permission_matrix.csv beside this file.
#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/unknown_field_set.h>
#include <grpcpp/generic/generic_stub.h>

#include <fstream>
#include <future>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "common/csv/csv.h"
#include "tests/support/client.h"
#include "tests/support/standalone_process.h"

namespace sinergi {
namespace {

using testing::Client;

constexpr const char* kOffice = "BNNK-PANGKALPINANG";
constexpr const char* kSomeFacility = "019a0000-0000-7000-8000-000000000000";

using Words = std::set<std::string>;

std::string TextOf(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

Words Split(const std::string& text) {
  std::istringstream stream(text);
  return Words(std::istream_iterator<std::string>(stream), {});
}

std::vector<CsvRow> RowsOf(const char* file, const std::vector<std::string>& columns) {
  const auto rows = ParseCsv(TextOf(testing::SourceFolder() / file), columns);
  EXPECT_TRUE(rows) << file;
  return rows ? *rows : std::vector<CsvRow>();
}

// Who may call which method, as people wrote it.
std::map<std::string, Words> WrittenMatrix() {
  std::map<std::string, Words> matrix;
  for (const CsvRow& row : RowsOf("tests/e2e/permission_matrix.csv", {"method", "roles"})) {
    EXPECT_TRUE(matrix.emplace(row.fields[0], Split(row.fields[1])).second) << row.fields[0];
  }
  return matrix;
}

// The roles of the role table that is shipped, and one that nobody defined.
Words Roles() {
  Words roles{"stranger"};
  for (const CsvRow& row : RowsOf("deploy/reference/roles.csv", {"role", "permission"})) {
    roles.insert(row.fields[0]);
  }
  return roles;
}

class PermissionMatrixTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new testing::StandaloneProcess;
    server_->Start();
    client_ = new Client(server_->address());
  }
  static void TearDownTestSuite() {
    delete client_;
    delete server_;
  }

  // The reason of the refusal that an empty request meets; empty when it is answered.
  static std::string Call(const std::string& method, const std::string& token) {
    grpc::GenericStub stub(client_->channel());
    const auto context = Client::ContextFor({token});
    const grpc::Slice nothing("");
    const grpc::ByteBuffer request(&nothing, 1);
    grpc::ByteBuffer response;
    std::promise<grpc::Status> done;
    stub.UnaryCall(context.get(), "/" + method, {}, &request, &response,
                   [&](grpc::Status status) { done.set_value(std::move(status)); });
    const grpc::Status status = done.get_future().get();
    EXPECT_NE(status.error_code(), grpc::StatusCode::UNIMPLEMENTED) << method;
    return status.ok() ? "" : FromGrpcStatus(status).reason;
  }

  static bool IsRefusalOfTheCaller(const std::string& reason) {
    return reason == "PERMISSION_MISSING" || reason == "METHOD_NOT_PERMITTED" ||
           reason.starts_with("TOKEN_") || reason.starts_with("METHOD_");
  }

  // The methods of every service that gRPC's reflection lists, but gRPC's own.
  static Words ReflectedMethods() {
    Words methods;
    for (const std::string& name : ReflectedServices()) {
      if (name.starts_with("grpc.")) continue;
      const auto* service =
          google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(name);
      if (service == nullptr) {
        ADD_FAILURE() << name << " is not linked into this test";
        continue;
      }
      for (int i = 0; i < service->method_count(); ++i) {
        methods.insert(name + "/" + service->method(i)->name());
      }
    }
    return methods;
  }

  // grpc.reflection.v1alpha: field 7 of the request asks for the list; in the answer field 6 holds
  // the services (field 1), each with its name (field 1).
  static Words ReflectedServices() {
    Words names;
    for (const auto& list : Values(Reflect(std::string("\x3a\x00", 2)), 6)) {
      for (const auto& service : Values(list, 1)) names.insert(Values(service, 1).at(0));
    }
    return names;
  }

  // The values of a message's repeated text or message field.
  static std::vector<std::string> Values(const std::string& message, int number) {
    google::protobuf::UnknownFieldSet fields;
    EXPECT_TRUE(fields.ParseFromString(message));
    std::vector<std::string> values;
    for (int i = 0; i < fields.field_count(); ++i) {
      if (fields.field(i).number() == number) values.push_back(fields.field(i).length_delimited());
    }
    return values;
  }

  static std::string Reflect(const std::string& question) {
    grpc::CompletionQueue queue;
    const auto context = Client::ContextFor({});
    const auto call =
        grpc::GenericStub(client_->channel())
            .PrepareCall(context.get(),
                         "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", &queue);
    const auto wait = [&queue] {
      void* tag = nullptr;
      bool went_well = false;
      return queue.Next(&tag, &went_well) && went_well;
    };
    call->StartCall(nullptr);
    EXPECT_TRUE(wait());
    const grpc::Slice slice(question);
    call->WriteLast(grpc::ByteBuffer(&slice, 1), {}, nullptr);
    EXPECT_TRUE(wait());
    grpc::ByteBuffer answer;
    call->Read(&answer, nullptr);
    EXPECT_TRUE(wait());
    grpc::Status status;
    call->Finish(&status, nullptr);
    EXPECT_TRUE(wait());
    grpc::Slice whole;
    EXPECT_TRUE(answer.DumpToSingleSlice(&whole).ok());
    return {reinterpret_cast<const char*>(whole.begin()), whole.size()};
  }

  static inline testing::StandaloneProcess* server_ = nullptr;
  static inline Client* client_ = nullptr;
};

TEST_F(PermissionMatrixTest, EveryRpcIsWrittenDown) {
  Words written;
  for (const auto& [method, roles] : WrittenMatrix()) written.insert(method);
  EXPECT_EQ(ReflectedMethods(), written);
}

TEST_F(PermissionMatrixTest, EveryRoleMayDoWhatIsWrittenAndNothingElse) {
  const auto matrix = WrittenMatrix();
  ASSERT_FALSE(matrix.empty());
  for (const std::string& role : Roles()) {
    const std::string token = testing::ActorOf(server_->data(), role, kOffice, kSomeFacility).token;
    for (const auto& [method, roles] : matrix) {
      const std::string reason = Call(method, token);
      if (roles.contains(role)) {
        EXPECT_FALSE(IsRefusalOfTheCaller(reason)) << role << " " << method << ": " << reason;
      } else {
        EXPECT_EQ(reason, "PERMISSION_MISSING") << role << " " << method;
      }
    }
  }
}

TEST_F(PermissionMatrixTest, EveryRoleThatIsWrittenExists) {
  const Words roles = Roles();
  for (const auto& [method, written] : WrittenMatrix()) {
    for (const std::string& role : written) EXPECT_TRUE(roles.contains(role)) << role;
  }
}

TEST_F(PermissionMatrixTest, NobodyMayDoAnythingWithoutAToken) {
  for (const std::string& method : ReflectedMethods()) {
    EXPECT_EQ(Call(method, ""), "TOKEN_MISSING") << method;
  }
}

}  // namespace
}  // namespace sinergi
