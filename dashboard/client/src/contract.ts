// Made by `python -m dashboard.contract_files` out of dashboard/contract.py and dashboard/ids.py; do not edit.

export const IDS = {
  "canvas": "canvas",
  "canvasSize": "canvas-size",
  "brush": "brush",
  "undo": "undo",
  "redo": "redo",
  "clear": "clear",
  "sample": "random-sample",
  "sampleNote": "sample-note",
  "openPicture": "open-picture",
  "takePicture": "take-picture",
  "pictureNote": "picture-note",
  "copyLink": "copy-link",
  "linkNote": "link-note",
  "penHelp": "pen-help",
  "penStatus": "pen-status",
  "kernelSize": "kernel-size",
  "stride": "stride",
  "padding": "padding",
  "filters": "filters",
  "weights": "weights",
  "settingsNote": "settings-note",
  "settingsChange": "settings-change",
  "settingsToggle": "settings-toggle",
  "prediction": "prediction",
  "confidence": "confidence",
  "top": "top",
  "saliency": "saliency",
  "saliencySwitch": "saliency-switch",
  "hint": "hint",
  "whyOpen": "why-open",
  "why": "why",
  "attribution": "attribution",
  "likes": "likes",
  "reasonsStatus": "reasons-status",
  "whatIfOpen": "what-if-open",
  "whatIf": "what-if",
  "changes": "changes",
  "changesChip": "changes-chip",
  "pin": "pin",
  "compare": "compare",
  "stageStrip": "stage-strip",
  "layer": "layer",
  "previous": "previous",
  "step": "step",
  "play": "play",
  "speed": "speed",
  "stage": "stage",
  "before": "before",
  "kernels": "kernels",
  "panes": "panes",
  "operation": "operation",
  "filmstrip": "filmstrip",
  "stageTabs": "stage-tabs",
  "stageTitle": "stage-title",
  "stageShape": "stage-shape",
  "stageEmpty": "stage-empty",
  "scale": "scale",
  "cellReadout": "cell-readout",
  "derivation": "derivation",
  "table": "stage-table",
  "slideBlock": "slide-block",
  "slide": "slide",
  "slideSpeed": "slide-speed",
  "slidePosition": "slide-position",
  "slideSum": "slide-sum",
  "slidePlace": "slide-place",
  "explainMode": "explain-mode",
  "explanation": "explanation",
  "definition": "definition",
  "glossary": "glossary",
  "takeHome": "take-home",
  "takeHomeNote": "take-home-note",
  "png": "take-png",
  "csv": "take-csv",
  "npz": "take-npz",
  "report": "take-report",
  "python": "copy-python",
  "pythonCode": "python-code",
  "pythonStatus": "python-status",
  "more": "more",
  "sheetToggle": "sheet-toggle",
  "reopenCanvas": "reopen-canvas",
  "present": "present",
  "theme": "theme",
  "shortcuts": "shortcuts",
  "shortcutsDialog": "shortcuts-dialog",
  "notice": "notice",
  "noticeText": "notice-text",
  "nav": "nav",
  "modelPage": "model-page",
  "modelContent": "model-content",
  "modelCost": "model-cost",
  "modelFound": "model-found",
  "modelGallery": "model-gallery"
} as const;

export const SETTINGS = [
  {
    "name": "kernel_size",
    "id": "kernel-size",
    "choices": [
      3,
      5
    ],
    "default": 5
  },
  {
    "name": "stride",
    "id": "stride",
    "choices": [
      1,
      2
    ],
    "default": 1
  },
  {
    "name": "padding",
    "id": "padding",
    "choices": [
      0,
      1,
      2
    ],
    "default": 0
  },
  {
    "name": "filters",
    "id": "filters",
    "choices": [
      6,
      12,
      16
    ],
    "default": 16
  },
  {
    "name": "weights",
    "id": "weights",
    "choices": [
      "pretrained",
      "random"
    ],
    "default": "pretrained"
  }
] as const;

export const DRAWING = {
  "sizes": [
    28,
    140
  ],
  "defaultSize": 140,
  "cells": 28,
  "brushLeast": 4,
  "brushMost": 24,
  "brushDefault": 10,
  "mostStrokes": 500,
  "mostPoints": 4000,
  "mnistSamples": 10000
} as const;

export const PICTURE_LIMITS = {
  "side": 320,
  "mostSent": 64000,
  "mostBytes": 40000000,
  "mostPixels": 40000000
} as const;

export const EXAMPLE = {
  "seed": 24,
  "label": 3,
  "size": 140,
  "brush": 10,
  "paths": [
    "M61.3,40.8L66.4,36.4L73.2,33.5L78.6,29.5L83.8,27.8L87.9,30.7L92.3,33.9L95,38.9L96,44.2L94.3,51L90.9,59.1L86.3,66.4L82.8,73L80.1,75.7L76.7,77.1L74.5,78L74.1,78.6L75.5,77.4L78.7,75L82,72.6L85.8,71.8L89.7,73.4L93.4,77.3L96.5,81.7L97.9,87L96.7,92.6L94.7,99.4L93,104.2L89,110L84.7,113L78.7,116.1L72.5,116.8L67.1,116.8L63.2,115L58.9,112.2L54.6,110.3L50.7,108.7"
  ]
} as const;

export const EDITS = {
  "lengths": {
    "conv1.weight": [
      2,
      4
    ],
    "conv2.weight": [
      2,
      4
    ],
    "relu1.output": [
      1
    ],
    "relu2.output": [
      1
    ],
    "relu3.output": [
      1
    ],
    "relu4.output": [
      1
    ],
    "input.nudge": [
      0
    ]
  },
  "channels": {
    "conv1.weight": [
      16,
      1
    ],
    "conv2.weight": [
      32,
      16
    ],
    "relu1.output": [
      16
    ],
    "relu2.output": [
      32
    ],
    "relu3.output": [
      120
    ],
    "relu4.output": [
      84
    ],
    "input.nudge": []
  },
  "conv2Side": 5,
  "most": 250,
  "farthest": 10.0,
  "farthestOutput": 1000.0,
  "decimals": 3,
  "mostLetters": 2000
} as const;

export const PRESETS = {
  "3": {
    "identity": [
      [
        0.0,
        0.0,
        0.0
      ],
      [
        0.0,
        1.0,
        0.0
      ],
      [
        0.0,
        0.0,
        0.0
      ]
    ],
    "blur": [
      [
        0.111,
        0.111,
        0.111
      ],
      [
        0.111,
        0.111,
        0.111
      ],
      [
        0.111,
        0.111,
        0.111
      ]
    ],
    "edges": [
      [
        -1.0,
        -1.0,
        -1.0
      ],
      [
        -1.0,
        8.0,
        -1.0
      ],
      [
        -1.0,
        -1.0,
        -1.0
      ]
    ],
    "sobel_x": [
      [
        -1.0,
        0.0,
        1.0
      ],
      [
        -2.0,
        0.0,
        2.0
      ],
      [
        -1.0,
        0.0,
        1.0
      ]
    ],
    "sobel_y": [
      [
        -1.0,
        -2.0,
        -1.0
      ],
      [
        0.0,
        0.0,
        0.0
      ],
      [
        1.0,
        2.0,
        1.0
      ]
    ],
    "sharpen": [
      [
        0.0,
        -1.0,
        0.0
      ],
      [
        -1.0,
        5.0,
        -1.0
      ],
      [
        0.0,
        -1.0,
        0.0
      ]
    ],
    "zeros": [
      [
        0.0,
        0.0,
        0.0
      ],
      [
        0.0,
        0.0,
        0.0
      ],
      [
        0.0,
        0.0,
        0.0
      ]
    ]
  },
  "5": {
    "identity": [
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ],
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ],
      [
        0.0,
        0.0,
        1.0,
        0.0,
        0.0
      ],
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ],
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ]
    ],
    "blur": [
      [
        0.04,
        0.04,
        0.04,
        0.04,
        0.04
      ],
      [
        0.04,
        0.04,
        0.04,
        0.04,
        0.04
      ],
      [
        0.04,
        0.04,
        0.04,
        0.04,
        0.04
      ],
      [
        0.04,
        0.04,
        0.04,
        0.04,
        0.04
      ],
      [
        0.04,
        0.04,
        0.04,
        0.04,
        0.04
      ]
    ],
    "edges": [
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ],
      [
        0.0,
        -1.0,
        -1.0,
        -1.0,
        0.0
      ],
      [
        0.0,
        -1.0,
        8.0,
        -1.0,
        0.0
      ],
      [
        0.0,
        -1.0,
        -1.0,
        -1.0,
        0.0
      ],
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ]
    ],
    "sobel_x": [
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ],
      [
        0.0,
        -1.0,
        0.0,
        1.0,
        0.0
      ],
      [
        0.0,
        -2.0,
        0.0,
        2.0,
        0.0
      ],
      [
        0.0,
        -1.0,
        0.0,
        1.0,
        0.0
      ],
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ]
    ],
    "sobel_y": [
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ],
      [
        0.0,
        -1.0,
        -2.0,
        -1.0,
        0.0
      ],
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ],
      [
        0.0,
        1.0,
        2.0,
        1.0,
        0.0
      ],
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ]
    ],
    "sharpen": [
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ],
      [
        0.0,
        0.0,
        -1.0,
        0.0,
        0.0
      ],
      [
        0.0,
        -1.0,
        5.0,
        -1.0,
        0.0
      ],
      [
        0.0,
        0.0,
        -1.0,
        0.0,
        0.0
      ],
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ]
    ],
    "zeros": [
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ],
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ],
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ],
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ],
      [
        0.0,
        0.0,
        0.0,
        0.0,
        0.0
      ]
    ]
  }
} as const;

export const STAGES = [
  {
    "name": "ink",
    "kind": "ink"
  },
  {
    "name": "crop",
    "kind": "crop"
  },
  {
    "name": "scale",
    "kind": "scale"
  },
  {
    "name": "centre",
    "kind": "centre"
  },
  {
    "name": "input",
    "kind": "input"
  },
  {
    "name": "conv1",
    "kind": "conv"
  },
  {
    "name": "relu1",
    "kind": "relu"
  },
  {
    "name": "pool1",
    "kind": "max_pool"
  },
  {
    "name": "conv2",
    "kind": "conv"
  },
  {
    "name": "relu2",
    "kind": "relu"
  },
  {
    "name": "pool2",
    "kind": "max_pool"
  },
  {
    "name": "pool3",
    "kind": "avg_pool"
  },
  {
    "name": "flatten",
    "kind": "flatten"
  },
  {
    "name": "fc1",
    "kind": "linear"
  },
  {
    "name": "relu3",
    "kind": "relu"
  },
  {
    "name": "fc2",
    "kind": "linear"
  },
  {
    "name": "relu4",
    "kind": "relu"
  },
  {
    "name": "fc3",
    "kind": "linear"
  },
  {
    "name": "softmax",
    "kind": "softmax"
  }
] as const;

export const SLOTS = [
  "before",
  "kernels",
  "stage"
] as const;

export const COLOURS = {
  "above": "#e8730c",
  "below": "#2b7de9",
  "third": "#0f9d75",
  "neutral": "#808080",
  "canvas": "#10141f",
  "ink": "#ffffff",
  "aboveZero": [
    [
      0.0,
      "rgba(246,146,40,0)"
    ],
    [
      0.01,
      "rgba(246,146,40,0.16)"
    ],
    [
      0.05,
      "rgba(244,140,34,0.34)"
    ],
    [
      0.2,
      "rgba(240,132,28,0.58)"
    ],
    [
      0.5,
      "rgba(232,115,12,0.82)"
    ],
    [
      1.0,
      "rgba(222,94,0,1)"
    ]
  ],
  "belowZero": [
    [
      0.0,
      "rgba(72,150,250,0)"
    ],
    [
      0.01,
      "rgba(72,150,250,0.16)"
    ],
    [
      0.05,
      "rgba(66,145,248,0.34)"
    ],
    [
      0.2,
      "rgba(54,136,242,0.58)"
    ],
    [
      0.5,
      "rgba(43,125,233,0.82)"
    ],
    [
      1.0,
      "rgba(28,98,208,1)"
    ]
  ],
  "inkScale": [
    [
      0.0,
      "#10141f"
    ],
    [
      1.0,
      "#ffffff"
    ]
  ],
  "overlayScale": [
    [
      0.0,
      "rgba(58,145,255,0.95)"
    ],
    [
      0.5,
      "rgba(128,128,128,0)"
    ],
    [
      1.0,
      "rgba(255,140,26,0.95)"
    ]
  ],
  "leastSide": 0.5
} as const;

export const MOST_TERMS = 8 as const;

export const COUNTED_PARTS = 4 as const;

export const NEAREST_PARTS = 40 as const;

export const QUESTIONS = {
  "reading": {
    "input": "reading-question.data",
    "outputs": [
      "prediction.children",
      "reading-answer.data"
    ],
    "urgency": 3
  },
  "sample": {
    "input": "sample-question.data",
    "outputs": [
      "sample-answer.data"
    ],
    "urgency": 3
  },
  "picture": {
    "input": "picture-question.data",
    "outputs": [
      "picture-answer.data"
    ],
    "urgency": 3
  },
  "download": {
    "input": "download-question.data",
    "outputs": [
      "download-answer.data"
    ],
    "urgency": 3
  },
  "python": {
    "input": "python-question.data",
    "outputs": [
      "python-answer.data"
    ],
    "urgency": 3
  },
  "derivation": {
    "input": "derivation-question.data",
    "outputs": [
      "derivation-answer.data"
    ],
    "urgency": 3
  },
  "likes": {
    "input": "likes-question.data",
    "outputs": [
      "likes-answer.data"
    ],
    "urgency": 4
  },
  "nearest": {
    "input": "nearest-question.data",
    "outputs": [
      "nearest-answer.data"
    ],
    "urgency": 4
  },
  "why": {
    "input": "why-question.data",
    "outputs": [
      "why-answer.data"
    ],
    "urgency": 4
  },
  "attribution": {
    "input": "attribution-question.data",
    "outputs": [
      "attribution-answer.data"
    ],
    "urgency": 4
  },
  "attribution_check": {
    "input": "attribution_check-question.data",
    "outputs": [
      "attribution_check-answer.data"
    ],
    "urgency": 4
  },
  "what_if": {
    "input": "what_if-question.data",
    "outputs": [
      "what_if-answer.data"
    ],
    "urgency": 4
  },
  "changed": {
    "input": "changed-question.data",
    "outputs": [
      "changed-answer.data"
    ],
    "urgency": 4
  },
  "model": {
    "input": "model-question.data",
    "outputs": [
      "model-content.children",
      "model-answer.data"
    ],
    "urgency": 3
  },
  "misread": {
    "input": "misread-question.data",
    "outputs": [
      "misread-answer.data"
    ],
    "urgency": 3
  }
} as const;

export interface Settings {
  kernel_size: 3 | 5;
  stride: 1 | 2;
  padding: 0 | 1 | 2;
  filters: 6 | 12 | 16;
  weights: "pretrained" | "random";
}

export type StageName = "ink" | "crop" | "scale" | "centre" | "input" | "conv1" | "relu1" | "pool1" | "conv2" | "relu2" | "pool2" | "pool3" | "flatten" | "fc1" | "relu3" | "fc2" | "relu4" | "fc3" | "softmax";

export type Kind = "avg_pool" | "centre" | "conv" | "crop" | "flatten" | "ink" | "input" | "linear" | "max_pool" | "relu" | "scale" | "softmax";

export type Slot = "before" | "kernels" | "stage";

export type QuestionName = "reading" | "sample" | "picture" | "download" | "python" | "derivation" | "likes" | "nearest" | "why" | "attribution" | "attribution_check" | "what_if" | "changed" | "model" | "misread";

export type Word =
  | "theme.to_light"
  | "theme.to_dark"
  | "theme.present"
  | "theme.end_presentation"
  | "canvas.example"
  | "canvas.drawn_sample"
  | "canvas.mnist_sample"
  | "canvas.over"
  | "canvas.brush"
  | "canvas.undo"
  | "canvas.undo_nothing"
  | "canvas.redo"
  | "canvas.redo_nothing"
  | "picture.note"
  | "picture.linked_note"
  | "picture.drop"
  | "picture.pasted"
  | "picture.reading"
  | "picture.no_picture"
  | "picture.no_file"
  | "picture.many_bytes"
  | "picture.many_pixels"
  | "picture.failed"
  | "changes.title"
  | "changes.lead"
  | "changes.part"
  | "changes.first_convolution"
  | "changes.second_convolution"
  | "changes.first_dense"
  | "changes.second_dense"
  | "changes.kernel"
  | "changes.unit"
  | "changes.input"
  | "changes.grid"
  | "changes.weight"
  | "changes.value"
  | "changes.presets"
  | "changes.identity"
  | "changes.blur"
  | "changes.edges"
  | "changes.sobel_x"
  | "changes.sobel_y"
  | "changes.sharpen"
  | "changes.zeros"
  | "changes.silence"
  | "changes.silence_title"
  | "changes.freeze"
  | "changes.freeze_title"
  | "changes.restore"
  | "changes.restore_all"
  | "changes.yours"
  | "changes.none_yet"
  | "changes.no_weights"
  | "changes.elsewhere"
  | "changes.too_many"
  | "changes.changed"
  | "changes.chip"
  | "changes.close"
  | "changes.nudged"
  | "changes.whole_kernel"
  | "changes.one_weight"
  | "changes.silent_channel"
  | "changes.frozen_channel"
  | "changes.silent_unit"
  | "changes.frozen_unit"
  | "changes.reads"
  | "changes.reads_now"
  | "changes.counting"
  | "compare.region"
  | "compare.a"
  | "compare.b"
  | "compare.difference"
  | "compare.switch"
  | "compare.beside"
  | "compare.swap"
  | "compare.swap_title"
  | "compare.unpin"
  | "compare.unpin_title"
  | "compare.label"
  | "compare.place"
  | "compare.value"
  | "compare.other_shape"
  | "compare.no_channel"
  | "compare.unread"
  | "compare.too_large"
  | "compare.nothing"
  | "controls.short"
  | "controls.kernel_size"
  | "controls.stride"
  | "controls.padding"
  | "controls.filters"
  | "controls.weights"
  | "controls.square"
  | "controls.pretrained"
  | "controls.random"
  | "controls.changed"
  | "controls.now"
  | "controls.still"
  | "controls.now_only"
  | "controls.nothing"
  | "link.broken"
  | "link.undo"
  | "link.broken_edits"
  | "link.too_large"
  | "link.picture"
  | "link.copied"
  | "link.not_copied"
  | "link.copy_name"
  | "link.copied_name"
  | "pen.moving"
  | "pen.drawing"
  | "pen.down"
  | "pen.up"
  | "nav.draw"
  | "nav.model"
  | "timeline.layer"
  | "timeline.play"
  | "timeline.pause"
  | "stage.kernels"
  | "stage.kernel_slices"
  | "stage.slice"
  | "stage.one_of"
  | "stage.each_its_own"
  | "stage.label"
  | "stage.how"
  | "legend.signed"
  | "legend.one_sided"
  | "legend.ink"
  | "cell.map"
  | "cell.unit"
  | "cell.conv"
  | "cell.relu_kept"
  | "cell.relu_cut"
  | "cell.pool_won"
  | "cell.pool_zero"
  | "cell.avg"
  | "cell.flatten"
  | "cell.same"
  | "slide.start"
  | "slide.pause"
  | "slide.slider"
  | "slide.position"
  | "slide.place"
  | "slide.sum"
  | "slide.rule"
  | "explain.attempt"
  | "explain.detail"
  | "operation.times"
  | "operation.equals"
  | "operation.leads"
  | "operation.crop"
  | "operation.crop_cell"
  | "operation.scale"
  | "operation.centre"
  | "operation.normalise"
  | "operation.normalise_cell"
  | "operation.conv"
  | "operation.products"
  | "operation.products_of"
  | "operation.products_against"
  | "operation.other_maps"
  | "operation.relu"
  | "operation.relu_cell"
  | "operation.pool_window"
  | "operation.max_pool"
  | "operation.max_pool_cell"
  | "operation.avg_pool"
  | "operation.avg_pool_cell"
  | "operation.flatten"
  | "operation.flatten_cell"
  | "operation.linear"
  | "operation.linear_cell"
  | "operation.softmax"
  | "operation.softmax_cell"
  | "derivation.cell"
  | "derivation.cell_of_one"
  | "derivation.unit"
  | "derivation.how"
  | "derivation.arithmetic"
  | "derivation.signed"
  | "derivation.others"
  | "derivation.bias"
  | "derivation.total"
  | "derivation.sees"
  | "derivation.of"
  | "derivation.go"
  | "derivation.trail"
  | "derivation.step"
  | "derivation.back_to_step"
  | "derivation.back"
  | "derivation.back_to_reasons"
  | "take_home.nothing_yet"
  | "take_home.saved"
  | "take_home.title"
  | "take_home.each_its_own"
  | "take_home.no_picture"
  | "take_home.copied"
  | "take_home.select"
  | "take_home.failed"
  | "table.map"
  | "table.caption"
  | "table.row"
  | "table.column"
  | "table.value"
  | "numbers.decimal"
  | "numbers.thousands"
  | "numbers.minus"
  | "notice.slow"
  | "notice.unreachable"
  | "notice.busy"
  | "notice.failed"
  | "notice.rejected"
  | "notice.outdated"
  | "prediction.none"
  | "prediction.blank"
  | "prediction.waiting"
  | "prediction.first"
  | "prediction.second"
  | "prediction.third"
  | "prediction.saliency"
  | "prediction.saliency_name"
  | "prediction.saliency_help"
  | "prediction.raises"
  | "prediction.lowers"
  | "likes.what"
  | "likes.channel"
  | "likes.unit"
  | "likes.digit"
  | "likes.most"
  | "likes.least"
  | "likes.means"
  | "nearest.title"
  | "nearest.lead"
  | "nearest.digits"
  | "nearest.searching"
  | "nearest.away"
  | "what_if.strokes"
  | "what_if.remove"
  | "what_if.nudge"
  | "what_if.amount"
  | "what_if.network"
  | "what_if.picture"
  | "what_if.apply"
  | "what_if.take_away"
  | "what_if.in_force"
  | "what_if.close"
  | "what_if.move_left"
  | "what_if.move_up"
  | "what_if.move_down"
  | "what_if.move_right"
  | "why.open"
  | "why.compared"
  | "why.levels"
  | "why.go"
  | "why.close"
  | "why.methods"
  | "attribution.digit"
  | "attribution.methods"
  | "attribution.erase"
  | "attribution.left"
  | "attribution.close"
  | "attribution.raises"
  | "attribution.lowers";
