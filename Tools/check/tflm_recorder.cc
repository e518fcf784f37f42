// Writes down what each kernel test of TensorFlow Lite Micro asks of a kernel, and what the kernel answers.
//
// It is linked with a test of theirs so that `KernelRunner::Invoke` comes here first (ld's --wrap): the kernel runs as it would, then a JSON
// line with the operator, its options and every tensor goes to the file that PRODROME_RECORD names. Compiled without access control: what a
// runner was made with is private to it.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/micro/kernels/kernel_runner.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace {

using Runner = tflite::micro::KernelRunner;

struct Kernel {
  const char *name;
  TFLMRegistration registration;
};

const Kernel kernels[] = {
#define KERNEL(name) {#name, tflite::Register_##name()}
    KERNEL(ADD), KERNEL(AVERAGE_POOL_2D), KERNEL(BATCH_TO_SPACE_ND), KERNEL(CONCATENATION), KERNEL(CONV_2D),
    KERNEL(DEPTHWISE_CONV_2D), KERNEL(ELU), KERNEL(EXPAND_DIMS), KERNEL(FULLY_CONNECTED), KERNEL(HARD_SWISH),
    KERNEL(LEAKY_RELU), KERNEL(LOGISTIC), KERNEL(MAXIMUM), KERNEL(MAX_POOL_2D), KERNEL(MEAN), KERNEL(MINIMUM),
    KERNEL(MUL), KERNEL(PACK), KERNEL(PAD), KERNEL(PRELU), KERNEL(QUANTIZE), KERNEL(RELU), KERNEL(RELU6),
    KERNEL(RESHAPE), KERNEL(RESIZE_BILINEAR), KERNEL(RESIZE_NEAREST_NEIGHBOR), KERNEL(SLICE), KERNEL(SOFTMAX),
    KERNEL(SPACE_TO_BATCH_ND), KERNEL(SPLIT), KERNEL(SPLIT_V), KERNEL(SQUEEZE), KERNEL(STRIDED_SLICE), KERNEL(SUB),
    KERNEL(SUM), KERNEL(TANH), KERNEL(TRANSPOSE), KERNEL(TRANSPOSE_CONV),
#undef KERNEL
};

const char *name_of(const TFLMRegistration &registration) {
  for (const Kernel &kernel : kernels) {
    if (kernel.registration.invoke == registration.invoke) { return kernel.name; }
  }
  return "another kernel";
}

template <typename Params>
const Params &params(const Runner &runner) {
  return *static_cast<const Params *>(runner.node_.builtin_data);
}

void write_options(FILE *file, const char *name, const Runner &runner) {
  auto is = [name](const char *other) { return __builtin_strcmp(name, other) == 0; };
  auto number = [file](const char *key, double value) { fprintf(file, "\"%s\":%.17g,", key, value); };
  auto window = [&](const auto &given) {
    number("padding", given.padding);
    number("stride_h", given.stride_height);
    number("stride_w", given.stride_width);
    number("activation", given.activation);
  };
  if (is("CONV_2D")) {
    const auto &given = params<TfLiteConvParams>(runner);
    window(given);
    number("dilation_h", given.dilation_height_factor);
    number("dilation_w", given.dilation_width_factor);
  } else if (is("DEPTHWISE_CONV_2D")) {
    const auto &given = params<TfLiteDepthwiseConvParams>(runner);
    window(given);
    number("dilation_h", given.dilation_height_factor);
    number("dilation_w", given.dilation_width_factor);
  } else if (is("TRANSPOSE_CONV")) {
    window(params<TfLiteTransposeConvParams>(runner));
  } else if (is("AVERAGE_POOL_2D") || is("MAX_POOL_2D")) {
    const auto &given = params<TfLitePoolParams>(runner);
    window(given);
    number("filter_h", given.filter_height);
    number("filter_w", given.filter_width);
  } else if (is("FULLY_CONNECTED")) {
    number("activation", params<TfLiteFullyConnectedParams>(runner).activation);
  } else if (is("ADD")) {
    number("activation", params<TfLiteAddParams>(runner).activation);
  } else if (is("SUB")) {
    number("activation", params<TfLiteSubParams>(runner).activation);
  } else if (is("MUL")) {
    number("activation", params<TfLiteMulParams>(runner).activation);
  } else if (is("CONCATENATION")) {
    number("axis", params<TfLiteConcatenationParams>(runner).axis);
    number("activation", params<TfLiteConcatenationParams>(runner).activation);
  } else if (is("PACK")) {
    number("axis", params<TfLitePackParams>(runner).axis);
  } else if (is("LEAKY_RELU")) {
    number("alpha", params<TfLiteLeakyReluParams>(runner).alpha);
  } else if (is("SOFTMAX")) {
    number("beta", params<TfLiteSoftmaxParams>(runner).beta);
  } else if (is("RESIZE_BILINEAR")) {
    number("corners", params<TfLiteResizeBilinearParams>(runner).align_corners);
    number("halves", params<TfLiteResizeBilinearParams>(runner).half_pixel_centers);
  } else if (is("RESIZE_NEAREST_NEIGHBOR")) {
    number("corners", params<TfLiteResizeNearestNeighborParams>(runner).align_corners);
    number("halves", params<TfLiteResizeNearestNeighborParams>(runner).half_pixel_centers);
  } else if (is("STRIDED_SLICE")) {
    const auto &given = params<TfLiteStridedSliceParams>(runner);
    number("begin_mask", given.begin_mask);
    number("end_mask", given.end_mask);
    number("ellipsis_mask", given.ellipsis_mask);
    number("new_axis_mask", given.new_axis_mask);
    number("shrink_axis_mask", given.shrink_axis_mask);
  }
}

void write_tensor(FILE *file, const TfLiteTensor &tensor) {
  fprintf(file, "{\"type\":\"%s\",\"shape\":[", TfLiteTypeGetName(tensor.type));
  for (int axis = 0; axis < tensor.dims->size; axis++) { fprintf(file, axis ? ",%d" : "%d", tensor.dims->data[axis]); }
  fprintf(file, "],\"scales\":[");
  const auto *affine = static_cast<const TfLiteAffineQuantization *>(tensor.quantization.params);
  if (tensor.quantization.type == kTfLiteAffineQuantization && affine != nullptr) {
    for (int index = 0; index < affine->scale->size; index++) {
      fprintf(file, index ? ",%.17g" : "%.17g", static_cast<double>(affine->scale->data[index]));
    }
    fprintf(file, "],\"zero_points\":[");
    for (int index = 0; index < affine->zero_point->size; index++) {
      fprintf(file, index ? ",%d" : "%d", affine->zero_point->data[index]);
    }
    fprintf(file, "],\"axis\":%d", affine->quantized_dimension);
  } else {
    fprintf(file, "%.17g],\"zero_points\":[%d],\"axis\":0", static_cast<double>(tensor.params.scale), tensor.params.zero_point);
  }
  fprintf(file, ",\"bytes\":\"");
  for (size_t index = 0; index < tensor.bytes; index++) { fprintf(file, "%02x", tensor.data.uint8[index]); }
  fprintf(file, "\"}");
}

void write_tensors(FILE *file, const Runner &runner, const TfLiteIntArray *indices) {
  for (int index = 0; index < indices->size; index++) {
    if (index) { fputc(',', file); }
    int tensor = indices->data[index];
    if (tensor < 0) {
      fprintf(file, "null");
    } else {
      write_tensor(file, runner.fake_micro_context_.tensors_[tensor]);
    }
  }
}

}  // namespace

extern "C" TfLiteStatus __real__ZN6tflite5micro12KernelRunner6InvokeEv(Runner *runner);

extern "C" TfLiteStatus __wrap__ZN6tflite5micro12KernelRunner6InvokeEv(Runner *runner) {
  TfLiteStatus status = __real__ZN6tflite5micro12KernelRunner6InvokeEv(runner);
  const char *path = getenv("PRODROME_RECORD");
  FILE *file = path != nullptr && status == kTfLiteOk ? fopen(path, "a") : nullptr;
  if (file == nullptr) { return status; }
  const char *name = name_of(runner->registration_);
  fprintf(file, "{\"operator\":\"%s\",\"options\":{", name);
  if (runner->node_.builtin_data != nullptr) { write_options(file, name, *runner); }
  fprintf(file, "\"end\":0},\"inputs\":[");
  write_tensors(file, *runner, runner->node_.inputs);
  fprintf(file, "],\"outputs\":[");
  write_tensors(file, *runner, runner->node_.outputs);
  fprintf(file, "]}\n");
  fclose(file);
  return status;
}
